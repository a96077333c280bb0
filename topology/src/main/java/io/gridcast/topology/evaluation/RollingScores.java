package io.gridcast.topology.evaluation;

import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ForecastScore.Window;
import io.gridcast.core.score.LeadBucket;
import io.gridcast.core.score.LeadBuckets;
import io.gridcast.core.score.ScoreTotals;
import io.gridcast.serdes.Topics;
import io.gridcast.state.Table;
import io.gridcast.topology.evaluation.EvaluationStores.CompetitorDay;
import io.gridcast.topology.flow.Outbox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores over rolling windows, summed up from those of days and hours in their newest revision: seven and twenty-eight days once a day
 * in all buckets, twenty-four hours once an hour in the widest bucket alone, so that the topic stays small.
 */
final class RollingScores {
    private static final int WEEK = 7;
    private static final int MONTH = 28;
    private static final int HOURS = 24;

    private final Table<CompetitorDay, List<ForecastScore>> days;
    private final Table<CompetitorDay, List<ForecastScore>> hours;
    private final Outbox outbox;

    /** @param hours by hours since 1970-01-01 in place of days */
    RollingScores(
            Table<CompetitorDay, List<ForecastScore>> days,
            Table<CompetitorDay, List<ForecastScore>> hours,
            Outbox outbox) {
        this.days = days;
        this.hours = hours;
        this.outbox = outbox;
    }

    /** Takes the score of a day in, or a revision of it. */
    void keep(Competitor competitor, int day, ForecastScore score) {
        var key = new CompetitorDay(competitor, day);
        List<ForecastScore> all = new ArrayList<>(known(days, key));
        all.removeIf(
                other -> other.leadFromHours() == score.leadFromHours() && other.leadToHours() == score.leadToHours());
        all.add(score);
        days.put(key, List.copyOf(all));
    }

    /** Sends the windows that end with a day, where it has a score, and forgets what no window reaches any more. */
    void sendDays(Competitor competitor, int day, long tickMs) {
        var oldest = new CompetitorDay(competitor, day - MONTH);
        if (days.get(oldest) != null) {
            days.delete(oldest);
        }
        if (known(days, new CompetitorDay(competitor, day)).isEmpty()) {
            return;
        }
        for (LeadBucket bucket : LeadBuckets.of(competitor.target())) {
            send(days, competitor, day - WEEK + 1, day, bucket, Window.D7, tickMs);
            send(days, competitor, day - MONTH + 1, day, bucket, Window.D28, tickMs);
        }
    }

    /** Takes the score of an hour in, and sends the window that ends with it. */
    void sendHours(Competitor competitor, int hour, ForecastScore score, long tickMs) {
        hours.put(new CompetitorDay(competitor, hour), List.of(score));
        LeadBucket bucket = new LeadBucket(score.leadFromHours(), score.leadToHours());
        send(hours, competitor, hour - HOURS + 1, hour, bucket, Window.H24, tickMs);
    }

    /** Forgets the hour that has left the window. */
    void forgetHour(Competitor competitor, int hour) {
        var oldest = new CompetitorDay(competitor, hour - HOURS);
        if (hours.get(oldest) != null) {
            hours.delete(oldest);
        }
    }

    private void send(
            Table<CompetitorDay, List<ForecastScore>> from,
            Competitor competitor,
            int first,
            int last,
            LeadBucket bucket,
            Window window,
            long tickMs) {
        var totals = new ScoreTotals();
        ForecastScore newest = null;
        for (int each = first; each <= last; each++) {
            ForecastScore score = of(from, new CompetitorDay(competitor, each), bucket);
            if (score != null) {
                totals.add(score);
                newest = score;
            }
        }
        if (newest != null) {
            outbox.send(Topics.FORECASTS_SCORES, totals.score(newest, window), tickMs);
        }
    }

    private static @Nullable ForecastScore of(
            Table<CompetitorDay, List<ForecastScore>> from, CompetitorDay key, LeadBucket bucket) {
        for (ForecastScore score : known(from, key)) {
            if (score.leadFromHours() == bucket.fromHours() && score.leadToHours() == bucket.toHours()) {
                return score;
            }
        }
        return null;
    }

    private static List<ForecastScore> known(Table<CompetitorDay, List<ForecastScore>> from, CompetitorDay key) {
        List<ForecastScore> all = from.get(key);
        return all == null ? List.of() : all;
    }
}
