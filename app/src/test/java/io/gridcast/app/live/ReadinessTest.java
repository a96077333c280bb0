package io.gridcast.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.metrics.Metrics;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.app.models.PackShelf;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.packing.PlainModel;
import io.gridcast.app.packing.PythonFiles;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.models.ServedModel;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How late forecasts are, and when an engine is not ready, as seen from topics alone: forecasts no longer current, models not warm. */
@Timeout(120)
class ReadinessTest {
    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void anEngineThatStandsStillWhileTheClockGoesOnIsNotReady() throws Exception {
        try (Platform platform = Platforms.embedded(directory);
                Metrics metrics = new Metrics()) {
            platform.createTopics(Partitions.of(1), Keep.EVERYTHING);
            GridcastConfig config = GridcastConfig.read(new Settings(Map.of()), Partitions.of(1));
            try (Producer<byte[], byte[]> producer = platform.producer("test", 0);
                    EngineMonitor monitor = new EngineMonitor(platform, config, metrics.registry())) {
                assertThat(monitor.forecastTrouble()).hasValue("no forecast has been issued yet");

                send(platform, producer, Topics.GRID_SERIES, series("A"), TEN);
                send(platform, producer, Topics.GRID_SERIES, series("B"), TEN);
                send(platform, producer, Topics.FORECASTS, forecast("A", TEN.minus(Duration.ofDays(1))), TEN);
                send(platform, producer, Topics.FORECASTS, forecast("B", TEN), TEN);
                tick(producer, TEN.plus(Duration.ofMinutes(119)));
                await(monitor, trouble -> trouble.isEmpty(), TEN.plus(Duration.ofMinutes(119)));

                tick(producer, TEN.plus(Duration.ofMinutes(121)));
                await(monitor, Optional::isPresent, TEN.plus(Duration.ofMinutes(121)));
                assertThat(monitor.forecastTrouble())
                        .hasValue("the newest forecast of load of zone z is of 2026-01-01T10:00:00Z");
            }
        }
    }

    @Test
    void aChampionWhosePackHasNotComeOrIsNotWarmKeepsItFromBeingReady() throws Exception {
        PackShipment pack = new PackShipment(PlainModel.read("xgboost", PythonFiles.file("xgboost.ubj"))
                .pack(PythonFiles.description("xgboost", "1"), PythonFiles.file("golden.npz")));
        try (Platform platform = Platforms.embedded(directory)) {
            platform.createTopics(Partitions.of(1), Keep.EVERYTHING);
            try (PackShelf shelf = new PackShelf(platform, Map.of())) {
                shelf.awaitCaughtUp();
                assertThat(shelf.trouble()).as("where no model is deployed").isEmpty();

                shelf.prepare(pack.deployed());

                assertThat(shelf.trouble()).hasValue("not loaded yet: pack " + pack.packHash());
                new ModelDesk(platform, "ada").publish(pack, "the first", TEN);
                ServedModel warm = shelf.await(pack.deployed());
                assertThat(warm.model().featureCount()).isEqualTo(PythonFiles.SCHEMA.size());
                assertThat(shelf.trouble()).as("once it scores").isEmpty();
            }
        }
    }

    @Test
    void whereForecastsAreIssuedEachHalfHourTwoOfThoseAreMissedAfterAnHour() throws Exception {
        try (Platform platform = Platforms.embedded(directory);
                Metrics metrics = new Metrics()) {
            platform.createTopics(Partitions.of(1), Keep.EVERYTHING);
            GridcastConfig config =
                    GridcastConfig.read(new Settings(Map.of("forecast.every", "30m")), Partitions.of(1));
            try (Producer<byte[], byte[]> producer = platform.producer("test", 0);
                    EngineMonitor monitor = new EngineMonitor(platform, config, metrics.registry())) {
                send(platform, producer, Topics.GRID_SERIES, series("B"), TEN);
                tick(producer, TEN.minusSeconds(1));
                tick(producer, TEN);
                await(monitor, trouble -> true, TEN);
                send(platform, producer, Topics.LOAD_OBSERVED, load("B"), TEN);
                send(platform, producer, Topics.FORECASTS, forecast("B", TEN), TEN);
                tick(producer, TEN.plus(Duration.ofMinutes(61)));
                await(
                        monitor,
                        trouble -> trouble.equals(
                                Optional.of("the newest forecast of load of zone z is of 2026-01-01T10:00:00Z")),
                        TEN.plus(Duration.ofMinutes(61)));

                assertThat(interval(metrics, "load")).isEqualTo(1800);
                assertThat(interval(metrics, "price")).isEqualTo(86_400);
                Timer latency =
                        metrics.registry().get("gridcast.forecast.latency").timer();
                awaitUntil(() -> latency.count() == 1, () -> "no latency of the forecast");
                assertThat(latency.max(TimeUnit.SECONDS))
                        .as("a second's wait for the tick, and the step")
                        .isBetween(1.0, 1.0 + PATIENCE.toSeconds());
            }
        }
    }

    private static double interval(Metrics metrics, String target) {
        return metrics.registry()
                .get("gridcast.forecast.interval")
                .tag("target", target)
                .gauge()
                .value();
    }

    private static void await(EngineMonitor monitor, Predicate<Optional<String>> wanted, Instant tick) {
        awaitUntil(
                () -> monitor.newestTick().equals(Optional.of(tick)) && wanted.test(monitor.forecastTrouble()),
                () -> monitor.newestTick() + " " + monitor.forecastTrouble());
    }

    private static void awaitUntil(BooleanSupplier isSo, Supplier<String> found) {
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as(found).isLessThan(endNs);
            Thread.onSpinWait();
        }
    }

    private static <T> void send(
            Platform platform, Producer<byte[], byte[]> producer, Topic<T> topic, T value, Instant at)
            throws Exception {
        byte[] key = topic.keyOf(value).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(
                        topic.name(),
                        null,
                        at.toEpochMilli(),
                        key,
                        new TopicCodec<>(topic, platform.registry()).encode(value)))
                .get();
    }

    private static void tick(Producer<byte[], byte[]> producer, Instant at) throws Exception {
        producer.send(new ProducerRecord<>(
                        Topics.GRID_SERIES.name(), 0, at.toEpochMilli(), null, null, Ticks.headers(Ticks.CLOCK)))
                .get();
    }

    private static Series series(String id) {
        return new Series(
                id,
                "Z",
                "Z",
                Set.of(Target.LOAD),
                Duration.ofHours(1),
                ZoneId.of("UTC"),
                "",
                Double.NaN,
                0,
                0,
                List.of());
    }

    private static ObservedLoad load(String series) {
        return new ObservedLoad(
                series, TEN.minus(Duration.ofHours(1)), Duration.ofHours(1), 5, 1, LoadQuality.MEASURED, 0);
    }

    private static Forecast forecast(String series, Instant issuedAt) {
        return new Forecast(
                series,
                Target.LOAD,
                "MW",
                series + "/load/" + issuedAt,
                issuedAt,
                issuedAt.minus(Duration.ofHours(1)),
                Duration.ofHours(1),
                issuedAt,
                new float[] {1},
                new float[] {0.5f},
                new float[] {1},
                new ModelRef("m", "1"),
                ModelRole.CHAMPION,
                Rung.CHAMPION,
                List.of(),
                1,
                "",
                "");
    }
}
