package io.gridcast.app.backtest;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.HeapBlocks;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.evaluation.Observations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened, as it lies on the topics, and when the system operator had published what it expected. */
final class Truth {
    private static final long HOUR_MS = 3_600_000L;
    private static final long USUAL_RELEASE_MS = 14 * HOUR_MS;

    private final Map<String, Series> series = new TreeMap<>();
    private final Observations observations = new Observations(new HeapBlocks());
    private final Map<String, List<SystemOutlook>> outlooks = new HashMap<>();
    private final Map<String, Map<Integer, Long>> releases = new HashMap<>();

    /** Reads the topics to their end. */
    static Truth read(Platform platform) {
        var truth = new Truth();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .values(Topics.GRID_SERIES, (each, at) -> truth.take(each))
                        .values(Topics.LOAD_OBSERVED, (load, at) -> truth.take(load))
                        .values(Topics.MARKET_PRICES, (price, at) -> truth.take(price))
                        .values(Topics.MARKET_OUTLOOK, truth::take));
        return truth;
    }

    void take(Series each) {
        series.put(each.seriesId(), each);
    }

    void take(ObservedLoad load) {
        observations.changes(load);
    }

    void take(MarketPrice price) {
        if (price.product() == MarketProduct.DAY_AHEAD) {
            observations.changes(price);
        }
    }

    void take(SystemOutlook outlook, Instant at) {
        observations.take(outlook, at.toEpochMilli());
        outlooks.computeIfAbsent(outlook.zone(), any -> new ArrayList<>()).add(outlook);
    }

    /** All series, by name. */
    List<Series> series() {
        return List.copyOf(series.values());
    }

    /** Mean over a slot; NaN where it is not known. */
    float actual(Series of, Target target, long fromMs) {
        long toMs = fromMs + of.resolution().toMillis();
        return target == Target.LOAD
                ? observations.loads(of.seriesId()).mean(fromMs, toMs)
                : observations.prices(of.priceZone()).mean(fromMs, toMs);
    }

    /** The load that the operator expected of a slot; NaN where it did not say. */
    float outlook(Series of, Target target, long fromMs) {
        return target == Target.LOAD && of.isWholeZone()
                ? observations
                        .expectedLoads(of.priceZone())
                        .mean(fromMs, fromMs + of.resolution().toMillis())
                : Float.NaN;
    }

    /** When the operator last said, before a local day began, what it expects of it; 10:00 on the day before where it did not. */
    long releaseMs(Series of, int day, long dayStartMs) {
        return releases.computeIfAbsent(of.seriesId(), any -> releases(of))
                .getOrDefault(day, dayStartMs - USUAL_RELEASE_MS);
    }

    private Map<Integer, Long> releases(Series of) {
        var days = new LocalDays(of.timeZone(), of.holidayRegion());
        Map<Integer, Long> newest = new HashMap<>();
        for (SystemOutlook outlook : outlooks.getOrDefault(of.priceZone(), List.of())) {
            long issuedMs = outlook.issuedAt().toEpochMilli();
            for (Instant valid : outlook.steps().validAt()) {
                int day = days.day(valid.toEpochMilli());
                if (issuedMs < days.startMs(day)) {
                    newest.merge(day, issuedMs, Math::max);
                }
            }
        }
        return newest;
    }
}
