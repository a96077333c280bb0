package io.gridcast.topology.evaluation;

import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.grid.Target;
import io.gridcast.core.score.LeadBucket;
import io.gridcast.core.score.LeadBuckets;
import io.gridcast.core.score.ScoreSums;
import io.gridcast.serdes.Topics;
import io.gridcast.state.Ledger;
import io.gridcast.state.Table;
import io.gridcast.topology.evaluation.EvaluationStores.CompetitorDay;
import io.gridcast.topology.evaluation.EvaluationStores.SeriesZone;
import io.gridcast.topology.evaluation.EvaluationStores.Terms;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.flow.Route;
import io.gridcast.topology.verdict.DailyLoss;
import java.time.LocalDate;
import java.util.List;

/** Scores all runs of a competitor that cover slots of one UTC day, by lead time, and sends what is new about it. */
final class DayScorer {
    private static final int FIRST = 0;
    private static final LeadBucket DAY_AHEAD_PRICE =
            LeadBuckets.of(Target.PRICE).get(0);

    private final Runs runs;
    private final DaySlots slots;
    private final Table<CompetitorDay, ScoredDay> scored;
    private final Ledger<String, SeriesZone> zones;
    private final Outbox outbox;

    DayScorer(
            Runs runs,
            DaySlots slots,
            Table<CompetitorDay, ScoredDay> scored,
            Ledger<String, SeriesZone> zones,
            Outbox outbox) {
        this.runs = runs;
        this.slots = slots;
        this.scored = scored;
        this.zones = zones;
        this.outbox = outbox;
    }

    /** The day's slots must have been begun. */
    void score(Competitor competitor, Terms terms, int day, long tickMs) {
        List<LeadBucket> buckets = LeadBuckets.of(competitor.target());
        ScoreSums[] sums = new ScoreSums[buckets.size()];
        for (int bucket = 0; bucket < sums.length; bucket++) {
            sums[bucket] = new ScoreSums(competitor.target(), terms.levels());
        }
        runs.forEach(competitor, day - terms.days(), day, run -> add(run, terms.levels().length, day, buckets, sums));
        send(competitor, day, buckets, sums, tickMs);
    }

    private void add(Run run, int levels, int day, List<LeadBucket> buckets, ScoreSums[] sums) {
        long resolutionMs = run.resolutionMs();
        long dayMs = Days.startMs(day);
        int rows = run.quantiles().length / levels;
        int first = (int) Math.max(0, ceilDiv(dayMs - run.firstSlotMs(), resolutionMs));
        int end = (int) Math.min(rows, ceilDiv(Days.endMs(day) - run.firstSlotMs(), resolutionMs));
        if (first >= end) {
            return;
        }
        slots.open(resolutionMs, Math.floorMod(run.firstSlotMs(), resolutionMs));
        for (int row = first; row < end; row++) {
            long slotMs = run.firstSlotMs() + row * resolutionMs;
            int slot = (int) ((slotMs - dayMs) / resolutionMs);
            float actual = slots.actual(slot);
            if (!Float.isNaN(actual)) {
                int leadHours = LeadBuckets.leadHours(run.issuedMs(), slotMs + resolutionMs);
                for (int bucket = 0; bucket < sums.length; bucket++) {
                    if (buckets.get(bucket).holds(leadHours)) {
                        sums[bucket].add(run.quantiles(), row, actual, slots.weekBefore(slot), slots.outlook(slot));
                    }
                }
            }
        }
    }

    private void send(Competitor competitor, int day, List<LeadBucket> buckets, ScoreSums[] sums, long tickMs) {
        var key = new CompetitorDay(competitor, day);
        ScoredDay before = scored.get(key);
        ScoredDay said = before == null ? ScoredDay.NONE : before;
        ScoredDay now = said;
        for (int bucket = 0; bucket < sums.length; bucket++) {
            if (sums[bucket].n() > 0) {
                now = send(competitor, day, buckets.get(bucket), sums[bucket], now, tickMs);
            }
        }
        if (now != said) {
            scored.put(key, now);
        }
    }

    private ScoredDay send(
            Competitor competitor, int day, LeadBucket bucket, ScoreSums sums, ScoredDay said, long tickMs) {
        long digest = ScoredDay.digestOf(score(competitor, day, bucket, sums, FIRST));
        if (!said.isNews(bucket, digest)) {
            return said;
        }
        int revision = said.nextRevision(bucket);
        ForecastScore score = score(competitor, day, bucket, sums, revision);
        outbox.send(Topics.FORECASTS_SCORES, score, tickMs);
        boolean isWhole = bucket.equals(LeadBuckets.DAY_AHEAD_LOAD) || bucket.equals(DAY_AHEAD_PRICE);
        if (revision == FIRST && isWhole) {
            sendLoss(competitor, day, score, tickMs);
        }
        return said.with(bucket, revision, digest);
    }

    /** The first final score of a day is what champions and challengers are judged by. */
    private void sendLoss(Competitor competitor, int day, ForecastScore score, long tickMs) {
        SeriesZone zone = zones.get(competitor.seriesId());
        var key = new DailyLoss.Key(
                day, competitor.target(), competitor.seriesId(), competitor.model(), competitor.role());
        var loss = new DailyLoss(key, zone == null ? "" : zone.zone(), score.n(), score.pinball());
        outbox.sendRaw(Route.byKey(DailyLoss.DESTINATION, competitor.seriesId()), loss.toBytes(), tickMs);
    }

    private static ForecastScore score(
            Competitor competitor, int day, LeadBucket bucket, ScoreSums sums, int revision) {
        return sums.score(
                competitor.seriesId(),
                competitor.model(),
                competitor.role(),
                LocalDate.ofEpochDay(day),
                bucket,
                revision);
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
