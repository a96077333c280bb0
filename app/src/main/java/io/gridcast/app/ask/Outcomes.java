package io.gridcast.app.ask;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.HeapBlocks;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.scenario.PastIssue;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.evaluation.Observations;
import java.time.Instant;

/** What was known at an instant of what happened to a series: its loads, and the day-ahead prices of its zone. */
final class Outcomes {
    private final Series series;
    private final Observations observations = new Observations(new HeapBlocks());

    private Outcomes(Series series) {
        this.series = series;
    }

    /**
     * Reads the topics.
     *
     * @param from what became known earlier is not looked at
     * @param until what became known later is not looked at
     */
    static Outcomes read(Platform platform, Series series, Instant from, Instant until) {
        var outcomes = new Outcomes(series);
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .since(Topics.LOAD_OBSERVED, from)
                        .since(Topics.MARKET_PRICES, from)
                        .valuesOf(Topics.LOAD_OBSERVED, series.seriesId(), (load, at) -> {
                            if (!at.isAfter(until)) {
                                outcomes.observations.changes(load);
                            }
                        })
                        .valuesOf(Topics.MARKET_PRICES, series.priceZone(), (price, at) -> {
                            if (!at.isAfter(until) && price.product() == MarketProduct.DAY_AHEAD) {
                                outcomes.observations.changes(price);
                            }
                        }));
        return outcomes;
    }

    /** What happened to a target. */
    PastIssue.Outcome of(Target target) {
        var window =
                target == Target.LOAD ? observations.loads(series.seriesId()) : observations.prices(series.priceZone());
        long slotMs = series.resolution().toMillis();
        return atMs -> window.mean(atMs, atMs + slotMs);
    }
}
