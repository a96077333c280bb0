package io.gridcast.topology;

import static io.gridcast.serdes.Topics.FORECASTS;
import static io.gridcast.serdes.Topics.FORECASTS_SCORES;
import static io.gridcast.serdes.Topics.FORECASTS_SHADOW;
import static io.gridcast.serdes.Topics.GRID_SERIES;
import static io.gridcast.serdes.Topics.LOAD_OBSERVED;
import static io.gridcast.serdes.Topics.MARKET_OUTLOOK;
import static io.gridcast.serdes.Topics.MARKET_PRICES;
import static io.gridcast.serdes.Topics.MODELS_DEPLOYMENTS;
import static io.gridcast.serdes.Topics.MODELS_VERDICTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Scope;
import io.gridcast.core.model.Verdict;
import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.topology.evaluation.EvaluationConfig;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.verdict.VerdictConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Six days of forecasts, loads, corrections and prices, told in many interleavings of their topics. */
class EvaluationDeterminismTest {
    private static final Instant START = Instant.parse("2026-11-10T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int HOURS = 6 * 24;
    private static final EvaluationConfig ROOMY = EvaluationConfig.defaults(1, 1);
    private static final EvaluationConfig CRAMPED =
            new EvaluationConfig(1, 1, HOUR, Duration.ofDays(7), 1_000_000, 100, 100, VerdictConfig.defaults());

    private static final Codecs CODECS = new Codecs(new LocalRegistry());
    private static final Map<String, List<TestRecord<byte[], byte[]>>> TAPES = record();
    private static final String IN_TURN = play(ROOMY, null);

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theSameRecordsAndTicksGiveTheSameScoresHoweverTheyInterleave(long seed) {
        String shuffled = play(ROOMY, new Random(seed));

        assertThat(shuffled).isNotEmpty().isEqualTo(IN_TURN);
    }

    @Test
    void whatIsComparedHasVerdicts() {
        try (Flow flow = flow(ROOMY, null)) {
            assertThat(flow.records(MODELS_VERDICTS))
                    .extracting(record -> CODECS.decode(MODELS_VERDICTS, record.value()))
                    .extracting(Verdict::n)
                    .containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void scoresDoNotDependOnHowMuchFitsInHeap() {
        assertThat(play(CRAMPED, null)).isEqualTo(IN_TURN);
    }

    private static String play(EvaluationConfig config, @Nullable Random random) {
        try (Flow flow = flow(config, random)) {
            return flow.transcript(FORECASTS_SCORES) + flow.transcript(MODELS_VERDICTS);
        }
    }

    private static Flow flow(EvaluationConfig config, @Nullable Random random) {
        Flow flow =
                Flow.of(EvaluationTopology.APPLICATION_ID, ignored -> new EvaluationTopology(config, CODECS).build());
        List<Playing> left = new ArrayList<>();
        TAPES.forEach((topic, tape) -> left.add(new Playing(
                flow.driver().createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer()),
                new ArrayDeque<>(tape))));
        while (!left.isEmpty()) {
            Playing next = random == null ? Collections.min(left) : left.get(random.nextInt(left.size()));
            next.input.pipeInput(next.tape.remove());
            left.removeIf(playing -> playing.tape.isEmpty());
        }
        return flow;
    }

    /** A topic and what is still to come on it; ordered by the time of its next record. */
    private record Playing(TestInputTopic<byte[], byte[]> input, Deque<TestRecord<byte[], byte[]>> tape)
            implements Comparable<Playing> {
        @Override
        public int compareTo(Playing other) {
            return tape.element().getRecordTime().compareTo(other.tape.element().getRecordTime());
        }
    }

    /** What is on each topic, in its order. */
    private static Map<String, List<TestRecord<byte[], byte[]>>> record() {
        Map<String, List<TestRecord<byte[], byte[]>>> all = new LinkedHashMap<>();
        var random = new Random(7);
        add(all, GRID_SERIES, START, series());
        add(all, MODELS_DEPLOYMENTS, START, deployment());
        for (int hour = 0; hour < HOURS; hour++) {
            Instant now = START.plus(HOUR.multipliedBy(hour));
            add(all, LOAD_OBSERVED, now, load(now.minus(HOUR), 100 + 10 * random.nextDouble(), 0));
            if (random.nextInt(10) == 0) {
                Instant slot = now.minus(HOUR.multipliedBy(random.nextInt(100)));
                add(all, LOAD_OBSERVED, now, load(slot, 100 + 10 * random.nextDouble(), 1));
            }
            add(all, FORECASTS, now, forecast(Target.LOAD, now, "load-xgb", random));
            add(all, FORECASTS_SHADOW, now, forecast(Target.LOAD, now, "similar-day", random));
            if (hour % 24 == 11) {
                add(all, FORECASTS, now, forecast(Target.PRICE, now, "price-xgb", random));
                for (int slot = 12; slot < 36; slot++) {
                    Instant delivery = now.plus(HOUR.multipliedBy(slot));
                    add(all, MARKET_PRICES, now, price(delivery, now, random));
                }
            }
            tick(all, now);
        }
        return all;
    }

    private static <T> void add(
            Map<String, List<TestRecord<byte[], byte[]>>> all, Topic<T> topic, Instant now, T value) {
        byte[] key = topic.keyOf(value).getBytes(StandardCharsets.UTF_8);
        all.computeIfAbsent(topic.name(), name -> new ArrayList<>())
                .add(new TestRecord<>(key, CODECS.encode(topic, value), new RecordHeaders(), now));
    }

    private static void tick(Map<String, List<TestRecord<byte[], byte[]>>> all, Instant now) {
        long next = now.plusMillis(1).toEpochMilli();
        for (Topic<?> topic : List.of(GRID_SERIES, MARKET_PRICES, MARKET_OUTLOOK)) {
            tick(all, topic, now, Ticks.clockHeaders(next));
        }
        tick(all, FORECASTS, now, Ticks.headers("forecast-series-0"));
        tick(all, FORECASTS_SHADOW, now, Ticks.headers("forecast-series-0"));
        tick(all, FORECASTS_SHADOW, now, Ticks.headers("score-shadows-0"));
        tick(all, MODELS_DEPLOYMENTS, now, Ticks.headers("decide-deployments-0"));
        tick(all, LOAD_OBSERVED, now, Ticks.headers("sum-series-0"));
        tick(all, LOAD_OBSERVED, now, Ticks.headers("sum-totals-0"));
    }

    private static void tick(
            Map<String, List<TestRecord<byte[], byte[]>>> all, Topic<?> topic, Instant now, Headers headers) {
        all.computeIfAbsent(topic.name(), name -> new ArrayList<>()).add(new TestRecord<>(null, null, headers, now));
    }

    private static Deployment deployment() {
        return new Deployment(
                Scope.all(Target.LOAD),
                Optional.of(new DeployedModel(new ModelRef("load-xgb", "1"), "a".repeat(64))),
                List.of(),
                List.of(),
                Optional.empty(),
                0,
                START,
                1,
                Optional.empty());
    }

    private static Series series() {
        return new Series(
                "ES",
                "ES",
                "ES",
                Set.of(Target.LOAD, Target.PRICE),
                HOUR,
                ZoneId.of("Europe/Madrid"),
                "ES",
                Double.NaN,
                40.4,
                -3.7,
                List.of());
    }

    private static ObservedLoad load(Instant slot, double loadMw, int revision) {
        return new ObservedLoad("ES", slot, HOUR, loadMw, 1, LoadQuality.MEASURED, revision);
    }

    private static MarketPrice price(Instant delivery, Instant now, Random random) {
        return new MarketPrice("ES", MarketProduct.DAY_AHEAD, delivery, HOUR, 50 * random.nextDouble(), "EUR", now);
    }

    private static Forecast forecast(Target target, Instant now, String model, Random random) {
        int slots = target == Target.LOAD ? 48 : 24;
        float[] levels = QuantileLevels.standard();
        float[] quantiles = new float[slots * levels.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = i % levels.length == 0 ? 100 + random.nextFloat() : quantiles[i - 1] + random.nextFloat();
        }
        return new Forecast(
                "ES",
                target,
                target == Target.LOAD ? "MW" : "EUR/MWh",
                model + "/" + now,
                now,
                now,
                HOUR,
                target == Target.LOAD ? now : now.plus(HOUR.multipliedBy(12)),
                new float[slots],
                levels,
                quantiles,
                new ModelRef(model, "1"),
                model.equals("similar-day") ? ModelRole.FALLBACK : ModelRole.CHAMPION,
                Rung.CHAMPION,
                List.of(),
                1,
                "",
                "");
    }
}
