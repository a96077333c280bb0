package io.gridcast.topology.evaluation;

import io.gridcast.core.check.Checks;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.serdes.PartitionGroup;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.state.BlockStore;
import io.gridcast.state.Ledger;
import io.gridcast.state.Table;
import io.gridcast.topology.evaluation.EvaluationStores.CompetitorDay;
import io.gridcast.topology.evaluation.EvaluationStores.SeriesZone;
import io.gridcast.topology.evaluation.EvaluationStores.Subject;
import io.gridcast.topology.evaluation.EvaluationStores.Terms;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.flow.Partitions;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.Task;
import io.gridcast.topology.time.TaskLogic;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps forecasts until their slots are final, and scores them a UTC day at a time.
 *
 * <p>A day is first scored at the first tick a grace time after its end. A value that comes late, or is corrected, within {@code
 * evaluation.late} of its slot has the day scored again at the next full hour; what is new then goes out as a revision.
 */
public final class ScoreForecasts implements TaskLogic {
    private static final String NEXT_DAY = "next-day";
    private static final String NEXT_HOUR = "next-hour";
    private static final int HOURS = 24;

    private final EvaluationConfig config;
    private final Outbox outbox;
    private final Ledger<Competitor, Terms> competitors;
    private final Ledger<String, SeriesZone> zones;
    private final Ledger<Subject, Long> revisionsDue;
    private final Ledger<String, Integer> nextDays;
    private final Table<CompetitorDay, ScoredDay> scoredDays;
    private final Runs runs;
    private final Observations observations;
    private final DaySlots slots;
    private final RollingScores rolling;
    private final DayScorer scorer;
    private final int lateDays;

    private ScoreForecasts(Task task, EvaluationConfig config, EvaluationStores stores) {
        this.config = config;
        outbox = task.outbox();
        competitors = task.store(EvaluationStores.COMPETITORS);
        zones = task.store(EvaluationStores.ZONES);
        revisionsDue = task.store(EvaluationStores.REVISIONS_DUE);
        nextDays = task.store(EvaluationStores.NEXT_DAYS);
        scoredDays = task.store(stores.scoredDays);
        runs = new Runs(task.store(stores.runDays), task.store(stores.runs));
        observations = new Observations(new BlockStore(task.store(stores.blocks)));
        slots = new DaySlots(observations, zones);
        rolling = new RollingScores(task.store(stores.dayScores), task.store(stores.hourScores), outbox);
        scorer = new DayScorer(runs, slots, scoredDays, rolling, zones, outbox);
        lateDays = (int) config.late().toDays();
    }

    /** Makes the logic of each task. */
    public static Factory factory(EvaluationConfig config, EvaluationStores stores) {
        return task -> new ScoreForecasts(task, config, stores);
    }

    @Override
    public void apply(KnownRecord record) {
        String topic = record.topic();
        if (topic.equals(Topics.FORECASTS.name())) {
            keep(decode(Topics.FORECASTS, record), record.knownAtMs());
        } else if (topic.equals(Topics.FORECASTS_SHADOW.name())) {
            keep(decode(Topics.FORECASTS_SHADOW, record), record.knownAtMs());
        } else if (topic.equals(Topics.LOAD_OBSERVED.name())) {
            observe(decode(Topics.LOAD_OBSERVED, record), record.knownAtMs());
        } else if (topic.equals(Topics.MARKET_PRICES.name())) {
            observe(decode(Topics.MARKET_PRICES, record), record.knownAtMs());
        } else if (topic.equals(Topics.MARKET_OUTLOOK.name())) {
            observations.take(decode(Topics.MARKET_OUTLOOK, record), record.knownAtMs());
        } else if (topic.equals(Topics.GRID_SERIES.name())) {
            place(decode(Topics.GRID_SERIES, record));
        } else {
            throw new IllegalArgumentException("no score is made from records of " + topic);
        }
    }

    @Override
    public void tick(long tickMs) {
        int unfinished = Days.of(tickMs - config.grace().toMillis());
        scoreAgain(tickMs);
        scoreHours(tickMs);
        Integer next = nextDays.get(NEXT_DAY);
        if (next != null && next >= unfinished) {
            return;
        }
        for (int day = next == null ? unfinished : next; day < unfinished; day++) {
            scoreAll(day, tickMs);
        }
        nextDays.put(NEXT_DAY, unfinished);
    }

    /** Windows of twenty-four hours; after a pause only the last ones, for none before is of the present. */
    private void scoreHours(long tickMs) {
        int unfinished = (int) Math.floorDiv(tickMs - config.grace().toMillis(), Days.HOUR_MS);
        Integer next = nextDays.get(NEXT_HOUR);
        if (next != null && next >= unfinished) {
            return;
        }
        int first = next == null ? unfinished - 1 : Math.max(next, unfinished - HOURS);
        for (int hour = first; hour < unfinished; hour++) {
            scoreHour(hour, tickMs);
        }
        nextDays.put(NEXT_HOUR, unfinished);
    }

    private void scoreHour(int hour, long tickMs) {
        int day = Days.of(hour * Days.HOUR_MS);
        Subject subject = new Subject("", Target.LOAD, day);
        for (Map.Entry<Competitor, Terms> entry : competitors.copy().entrySet()) {
            Competitor competitor = entry.getKey();
            if (!subject.isOf(competitor)) {
                subject = new Subject(competitor.seriesId(), competitor.target(), day);
                slots.begin(subject);
            }
            scorer.scoreHour(competitor, entry.getValue(), hour)
                    .ifPresent(score -> rolling.sendHours(competitor, hour, score, tickMs));
            rolling.forgetHour(competitor, hour);
        }
    }

    private void scoreAll(int day, long tickMs) {
        Subject subject = null;
        for (Map.Entry<Competitor, Terms> entry : competitors.copy().entrySet()) {
            Competitor competitor = entry.getKey();
            if (subject == null || !subject.isOf(competitor)) {
                scoreOutlook(subject, tickMs);
                subject = new Subject(competitor.seriesId(), competitor.target(), day);
                slots.begin(subject);
            }
            scorer.score(competitor, entry.getValue(), day, tickMs);
            rolling.sendDays(competitor, day, tickMs);
            forget(competitor, entry.getValue(), day);
        }
        scoreOutlook(subject, tickMs);
    }

    private void scoreOutlook(@Nullable Subject subject, long tickMs) {
        if (subject != null && subject.target() == Target.LOAD) {
            scorer.scoreOutlook(subject, tickMs);
            Competitor outlook = Competitor.outlook(subject.seriesId());
            rolling.sendDays(outlook, subject.day(), tickMs);
            forgetScored(outlook, subject.day());
        }
    }

    /** Forgets what no correction can reach any more once {@code day} has been scored. */
    private void forget(Competitor competitor, Terms terms, int day) {
        int oldest = day - lateDays;
        int oldestFirst = oldest - terms.days();
        runs.forget(competitor, oldestFirst - 1);
        forgetScored(competitor, day);
        if (terms.newestDay() < oldestFirst - 1) {
            competitors.remove(competitor);
        }
    }

    private void forgetScored(Competitor competitor, int day) {
        var scored = new CompetitorDay(competitor, day - lateDays - 1);
        if (scoredDays.get(scored) != null) {
            scoredDays.delete(scored);
        }
    }

    private void scoreAgain(long tickMs) {
        NavigableMap<Subject, Long> due = new TreeMap<>(revisionsDue.copy());
        due.values().removeIf(dueMs -> dueMs > tickMs);
        if (due.isEmpty()) {
            return;
        }
        due.keySet().forEach(revisionsDue::remove);
        competitors.copy().forEach((competitor, terms) -> {
            for (Subject subject : Subject.allOf(competitor, due).keySet()) {
                slots.begin(subject);
                scorer.score(competitor, terms, subject.day(), tickMs);
                scorer.scoreOutlook(subject, tickMs);
            }
        });
    }

    private void keep(Forecast forecast, long knownAtMs) {
        Competitor competitor = Competitor.of(forecast);
        Terms known = competitors.get(competitor);
        Terms terms = known == null ? Terms.NONE : known;
        ForecastCheck.require(forecast, terms);
        int firstDay = Days.of(forecast.firstSlot().toEpochMilli());
        int lastDay = Days.of(forecast.slot(forecast.horizonSlots() - 1).toEpochMilli());
        Integer next = nextDays.get(NEXT_DAY);
        if (next != null && lastDay < next - lateDays) {
            return; // all its slots are past correction
        }
        runs.keep(competitor, forecast);
        Terms now = terms.with(firstDay, lastDay, forecast.quantileLevels());
        if (now != known) {
            competitors.put(competitor, now);
        }
        for (int day = firstDay; day <= lastDay; day++) {
            scoreAgainIfScored(forecast.seriesId(), forecast.target(), day, knownAtMs);
        }
    }

    private void observe(ObservedLoad load, long knownAtMs) {
        if (observations.changes(load) && isInTime(load.slotEnd().toEpochMilli(), knownAtMs)) {
            int day = Days.of(load.slot().toEpochMilli());
            scoreAgainIfScored(load.seriesId(), Target.LOAD, day, knownAtMs);
        }
    }

    private void observe(MarketPrice price, long knownAtMs) {
        if (price.product() != MarketProduct.DAY_AHEAD || !observations.changes(price)) {
            return;
        }
        long startMs = price.deliveryStart().toEpochMilli();
        int day = Days.of(startMs);
        if (isScored(day) && isInTime(startMs + price.resolution().toMillis(), knownAtMs)) {
            zones.copy().forEach((seriesId, it) -> {
                if (it.zone().equals(price.zone())) {
                    scoreAgainIfScored(seriesId, Target.PRICE, day, knownAtMs);
                }
            });
        }
    }

    private void place(Series series) {
        zones.put(series.seriesId(), new SeriesZone(series.priceZone(), series.isWholeZone()));
    }

    private void scoreAgainIfScored(String seriesId, Target target, int day, long knownAtMs) {
        if (isScored(day)) {
            var subject = new Subject(seriesId, target, day);
            if (revisionsDue.get(subject) == null) {
                revisionsDue.put(subject, Days.fullHour(knownAtMs));
            }
        }
    }

    private boolean isScored(int day) {
        Integer next = nextDays.get(NEXT_DAY);
        return next != null && day < next && day >= next - lateDays - 1;
    }

    private boolean isInTime(long slotEndMs, long knownAtMs) {
        return knownAtMs <= slotEndMs + config.late().toMillis();
    }

    private <T> T decode(Topic<T> topic, KnownRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("record has no value; " + topic.name() + " takes no tombstones");
        }
        if (topic.partitions() == PartitionGroup.SERIES) {
            Partitions.requireOwn(record, config.seriesPartitions());
        }
        T decoded = outbox.codecs().decode(topic, value);
        Checks.require(
                topic.keyOf(decoded).equals(record.keyText()),
                "record has the key " + record.keyText() + ", but is about " + topic.keyOf(decoded));
        return decoded;
    }
}
