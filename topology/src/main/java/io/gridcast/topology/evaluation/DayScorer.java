package io.gridcast.topology.evaluation;

import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.grid.Target;
import io.gridcast.core.score.LeadBucket;
import io.gridcast.core.score.LeadBuckets;
import io.gridcast.core.score.ScoreSums;
import io.gridcast.serdes.Topics;
import io.gridcast.state.Ledger;
import io.gridcast.state.Table;
import io.gridcast.topology.evaluation.EvaluationStores.CompetitorDay;
import io.gridcast.topology.evaluation.EvaluationStores.SeriesZone;
import io.gridcast.topology.evaluation.EvaluationStores.Subject;
import io.gridcast.topology.evaluation.EvaluationStores.Terms;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.flow.Route;
import io.gridcast.topology.verdict.DailyLoss;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Scores all runs of a competitor that cover slots of one UTC day, by lead time, and sends what is new about it. */
final class DayScorer {
    private static final int FIRST = 0;
    private static final float[] MEDIAN = {0.5f};
    private static final LeadBucket DAY_AHEAD_PRICE =
            LeadBuckets.of(Target.PRICE).get(0);

    private final Runs runs;
    private final DaySlots slots;
    private final Table<CompetitorDay, ScoredDay> scored;
    private final RollingScores rolling;
    private final Ledger<String, SeriesZone> zones;
    private final Outbox outbox;

    DayScorer(
            Runs runs,
            DaySlots slots,
            Table<CompetitorDay, ScoredDay> scored,
            RollingScores rolling,
            Ledger<String, SeriesZone> zones,
            Outbox outbox) {
        this.runs = runs;
        this.slots = slots;
        this.scored = scored;
        this.rolling = rolling;
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
        var span = new Span(Days.startMs(day), Days.endMs(day));
        runs.forEach(competitor, day - terms.days(), day, run -> add(run, terms.levels().length, span, buckets, sums));
        send(competitor, day, buckets, sums, tickMs);
    }

    /** The score of one hour in the widest bucket, empty where nothing is known; the slots of its day must have been begun. */
    Optional<ForecastScore> scoreHour(Competitor competitor, Terms terms, int hour) {
        long fromMs = hour * Days.HOUR_MS;
        int day = Days.of(fromMs);
        LeadBucket widest = widest(competitor.target());
        ScoreSums[] sums = {new ScoreSums(competitor.target(), terms.levels())};
        var span = new Span(fromMs, fromMs + Days.HOUR_MS);
        runs.forEach(
                competitor,
                day - terms.days(),
                day,
                run -> add(run, terms.levels().length, span, List.of(widest), sums));
        return sums[0].n() == 0 ? Optional.empty() : Optional.of(score(competitor, day, widest, sums[0], FIRST));
    }

    /** Scores the system operator's outlook on the slots that a competitor of the same day was just scored on. */
    void scoreOutlook(Subject subject, long tickMs) {
        if (subject.target() != Target.LOAD || !slots.areOpen()) {
            return;
        }
        var sums = new ScoreSums(Target.LOAD, MEDIAN);
        float[] expected = new float[1];
        for (int slot = 0; slot < slots.count(); slot++) {
            expected[0] = slots.outlook(slot);
            if (!Float.isNaN(expected[0]) && !Float.isNaN(slots.actual(slot))) {
                sums.add(expected, 0, slots.actual(slot), slots.weekBefore(slot), expected[0]);
            }
        }
        send(
                Competitor.outlook(subject.seriesId()),
                subject.day(),
                List.of(LeadBuckets.DAY_AHEAD_LOAD),
                new ScoreSums[] {sums},
                tickMs);
    }

    private static LeadBucket widest(Target target) {
        return target == Target.LOAD ? LeadBuckets.DAY_AHEAD_LOAD : DAY_AHEAD_PRICE;
    }

    private void add(Run run, int levels, Span span, List<LeadBucket> buckets, ScoreSums[] sums) {
        long resolutionMs = run.resolutionMs();
        long dayMs = Days.startMs(Days.of(span.fromMs));
        int rows = run.quantiles().length / levels;
        int first = (int) Math.max(0, ceilDiv(span.fromMs - run.firstSlotMs(), resolutionMs));
        int end = (int) Math.min(rows, ceilDiv(span.toMs - run.firstSlotMs(), resolutionMs));
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
        rolling.keep(competitor, day, score);
        boolean isModel = competitor.role() != ModelRole.OUTLOOK;
        if (revision == FIRST && isModel && bucket.equals(widest(competitor.target()))) {
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

    /** Part of one UTC day: a slot belongs to it by its start. */
    private record Span(long fromMs, long toMs) {}

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
