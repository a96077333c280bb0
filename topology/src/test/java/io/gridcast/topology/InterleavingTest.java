package io.gridcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.weather.WeatherObservation;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.forecast.ForecastConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the partitions of a task interleave, it makes the same bytes. */
class InterleavingTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private static final int HOURS = 60;
    private static final List<Topic<?>> INPUTS = List.of(
            Topics.GRID_SERIES,
            Topics.LOAD_OBSERVED,
            Topics.WEATHER_OBSERVED,
            Topics.WEATHER_FORECAST,
            Topics.MARKET_PRICES,
            Topics.MARKET_OUTLOOK,
            Topics.MODELS_DEPLOYMENTS);

    @Test
    void oneTopicFarAheadOfTheOthersChangesNothing() {
        String inStep = run(null);

        assertThat(inStep).hasSizeGreaterThan(1000);
        assertThat(run(new Random(0) {
                    @Override
                    public int nextInt(int bound) {
                        return 0; // always the first topic that has anything left
                    }
                }))
                .isEqualTo(inStep);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyInterleavingOfTopicsGivesTheSameBytes(long seed) {
        assertThat(run(new Random(seed))).isEqualTo(run(null));
    }

    /** Runs all steps of all topics, topic by topic as {@code order} has it, or in step where it is null. */
    private static String run(@org.jspecify.annotations.Nullable Random order) {
        try (Flow flow = Flow.of(
                        ForecastTopology.APPLICATION_ID,
                        codecs -> new ForecastTopology(
                                        ForecastConfig.defaults(1, 1).from(START.plus(Duration.ofHours(30))),
                                        codecs,
                                        model -> {
                                            throw new IllegalStateException("no model is deployed here");
                                        })
                                .build())
                .alsoTickedBy(Topics.LOAD_OBSERVED, "sum-series-0")
                .alsoTickedBy(Topics.LOAD_OBSERVED, "sum-totals-0")
                .alsoTickedBy(Topics.MODELS_DEPLOYMENTS, "decide-deployments-0")) {
            Map<Topic<?>, List<Consumer<Flow>>> steps = steps();
            if (order == null) {
                for (int step = 0; step < HOURS; step++) {
                    int now = step;
                    steps.values().forEach(each -> each.get(now).accept(flow));
                }
            } else {
                List<List<Consumer<Flow>>> left = new ArrayList<>();
                steps.values().forEach(each -> left.add(new ArrayList<>(each)));
                while (!left.isEmpty()) {
                    List<Consumer<Flow>> next = left.get(order.nextInt(left.size()));
                    next.remove(0).accept(flow);
                    left.removeIf(List::isEmpty);
                }
            }
            return flow.transcript(Topics.FORECASTS) + flow.transcript(Topics.FORECASTS_SHADOW);
        }
    }

    /** What is published to each topic in each hour, with the tick behind it. */
    private static Map<Topic<?>, List<Consumer<Flow>>> steps() {
        Map<Topic<?>, List<Consumer<Flow>>> steps = new LinkedHashMap<>();
        for (Topic<?> topic : INPUTS) {
            List<Consumer<Flow>> hours = new ArrayList<>();
            for (int hour = 0; hour < HOURS; hour++) {
                Instant tick = START.plus(HOUR.multipliedBy(hour));
                hours.add(flow -> {
                    publish(flow.at(tick), topic, tick);
                    flow.tickOnly(topic, tick, tick.plus(HOUR));
                });
            }
            steps.put(topic, hours);
        }
        return steps;
    }

    private static void publish(Flow flow, Topic<?> topic, Instant tick) {
        int hour = tick.atZone(ZoneId.of("UTC")).getHour();
        if (topic.equals(Topics.GRID_SERIES) && tick.equals(START)) {
            flow.given(Topics.GRID_SERIES, SERIES);
        } else if (topic.equals(Topics.LOAD_OBSERVED)) {
            flow.given(
                    Topics.LOAD_OBSERVED,
                    new ObservedLoad("ES", tick.minus(HOUR), HOUR, 900 + hour, 1, LoadQuality.MEASURED, 0),
                    new ObservedLoad("ES", tick.minus(HOUR), HOUR, 901 + hour, 1, LoadQuality.MEASURED, 1));
        } else if (topic.equals(Topics.WEATHER_OBSERVED)) {
            flow.given(
                    Topics.WEATHER_OBSERVED,
                    new WeatherObservation("ES", "Bilbao", tick.minus(HOUR), Map.of("temperature_c", 10.0 + hour)),
                    new WeatherObservation("ES", "Madrid", tick.minus(HOUR), Map.of("temperature_c", 12.0 + hour)));
        } else if (topic.equals(Topics.MARKET_PRICES)) {
            flow.given(
                    Topics.MARKET_PRICES,
                    new MarketPrice(
                            "ES",
                            MarketProduct.DAY_AHEAD,
                            tick.plus(Duration.ofHours(20)),
                            HOUR,
                            40 + hour,
                            "EUR",
                            tick));
        }
    }

    private static final Series SERIES = new Series(
            "ES",
            "ES",
            "ES",
            Set.of(Target.LOAD, Target.PRICE),
            HOUR,
            ZoneId.of("Europe/Madrid"),
            "ES",
            Double.NaN,
            Double.NaN,
            Double.NaN,
            List.of());
}
