package io.gridcast.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.platform.RecordSender;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.drift.Detector;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.core.model.Scope;
import io.gridcast.core.model.Verdict;
import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A figure is by zone, target, model, rule and the like: of a million meters there are no more of them than of ten. */
@Timeout(120)
class FigureCountTest {
    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** In each of so many zones. */
    private static final int ZONES = 3;

    private static final int FEW = 6;
    private static final int MANY = 3_000;

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path directory;

    @Test
    void thousandsOfSeriesMakeNoMoreFiguresThanAFew() throws Exception {
        try (Platform platform = Platforms.embedded(directory)) {
            platform.createTopics(Partitions.of(1), Keep.EVERYTHING);
            GridcastConfig config = GridcastConfig.read(new Settings(Map.of()), Partitions.of(1));
            try (EngineMonitor monitor = new EngineMonitor(platform, config, registry)) {
                publish(platform, 0, FEW, 0.5);
                awaitFigures(platform, FEW, 0.5);
                Set<String> ofFew = figures();

                publish(platform, FEW, MANY, 2);
                awaitFigures(platform, MANY, 1.9);

                assertThat(registry.find("gridcast.forecast.age").gauges())
                        .as("however forecasts and series come in")
                        .extracting(gauge -> gauge.getId().getTag("zone"))
                        .containsExactlyInAnyOrder("zone-0", "zone-1", "zone-2");
                assertThat(monitor.newestForecasts()).hasSize(MANY);
                assertThat(figures()).isEqualTo(ofFew);
                assertThat(registry.getMeters())
                        .flatExtracting(meter -> meter.getId().getTags())
                        .noneSatisfy(tag -> assertThat(tag.getValue()).contains("feeder-"));
            }
        }
    }

    private Set<String> figures() {
        Set<String> names = new TreeSet<>();
        registry.getMeters().forEach(meter -> names.add(meter.getId().toString()));
        return names;
    }

    /** Each series with all that is ever found of one; errors are shown once a tick has come behind them. */
    private static void publish(Platform platform, int from, int to, double error) {
        try (RecordSender records = new RecordSender(platform)) {
            for (int i = from; i < to; i++) {
                String id = "feeder-" + i;
                Scope scope = new Scope(Target.LOAD, "series:" + id);
                records.send(Topics.GRID_SERIES, series(id, "zone-" + i % ZONES), TEN);
                records.send(Topics.MODELS_DEPLOYMENTS, deployment(scope), TEN);
                records.send(Topics.FORECASTS, forecast(id), TEN);
                records.send(Topics.FORECASTS_SCORES, score(id, error), TEN);
                records.send(Topics.DRIFT_EVENTS, drift(id), TEN);
                records.send(Topics.DATA_QUALITY, quality("meter-of-" + id), TEN);
                records.send(Topics.MODELS_VERDICTS, verdict(scope), TEN);
            }
        }
    }

    private void awaitFigures(Platform platform, int series, double error) throws Exception {
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        try (Producer<byte[], byte[]> producer = platform.producer("ticks", 0)) {
            while (!(counted("gridcast.forecasts.issued") == series
                    && counted("gridcast.drift.events") == series
                    && counted("gridcast.quality.events") == series
                    && counted("gridcast.verdicts") == series
                    && registry.find("gridcast.forecast.age").gauges().size() == ZONES
                    && shown("gridcast.score.rmae") >= error)) {
                assertThat(System.nanoTime()).as(() -> figures().toString()).isLessThan(endNs);
                tick(producer);
            }
        }
    }

    private double counted(String name) {
        return registry.find(name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double shown(String name) {
        return registry.find(name).gauges().stream()
                .mapToDouble(Gauge::value)
                .max()
                .orElse(Double.NaN);
    }

    private static void tick(Producer<byte[], byte[]> producer) throws Exception {
        producer.send(new ProducerRecord<>(
                        Topics.FORECASTS.name(), 0, TEN.toEpochMilli(), null, null, Ticks.headers(Ticks.CLOCK)))
                .get();
    }

    private static Series series(String id, String zone) {
        return new Series(id, zone, zone, Set.of(Target.LOAD), HOUR, ZoneOffset.UTC, "", Double.NaN, 0, 0, List.of());
    }

    private static Forecast forecast(String id) {
        return new Forecast(
                id,
                Target.LOAD,
                "MW",
                id + "/load/" + TEN,
                TEN,
                TEN.minus(HOUR),
                HOUR,
                TEN,
                new float[] {1},
                new float[] {0.5f},
                new float[] {1},
                model("1"),
                ModelRole.CHAMPION,
                Rung.CHAMPION_STALE_INPUTS,
                List.of("outlook"),
                1,
                "",
                "");
    }

    private static ForecastScore score(String id, double error) {
        return new ForecastScore(
                id,
                Target.LOAD,
                model("1"),
                ModelRole.CHAMPION,
                LocalDate.parse("2025-12-31"),
                1,
                6,
                24,
                error,
                error,
                0,
                0.1,
                error,
                error,
                0.5,
                0.8,
                0.9,
                1,
                Double.NaN,
                0,
                ForecastScore.Window.DAY);
    }

    private static DriftEvent drift(String id) {
        return new DriftEvent(
                id, Target.LOAD, Detector.values()[0].word(), "load of " + id, 0.3, 0.2, "something is new", TEN);
    }

    private static QualityEvent quality(String meter) {
        return new QualityEvent(meter, QualityRule.STUCK, TEN, 1, 2, QualityAction.SET_ASIDE, "as before");
    }

    private static Deployment deployment(Scope scope) {
        var champion = new DeployedModel(model("1"), "ab");
        return new Deployment(
                scope, Optional.of(champion), List.of(), List.of(), Optional.empty(), 0, TEN, 1, Optional.empty());
    }

    private static Verdict verdict(Scope scope) {
        return new Verdict(
                scope,
                model("1"),
                model("2"),
                "t",
                1,
                0.05,
                12,
                -0.5,
                Verdict.Decision.UNDECIDED,
                TEN,
                10,
                -0.05,
                -0.09,
                -0.01);
    }

    private static ModelRef model(String version) {
        return new ModelRef("load-xgb", version);
    }
}
