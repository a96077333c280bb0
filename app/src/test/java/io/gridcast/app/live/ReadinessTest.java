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
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.models.ServedModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When an engine is not ready, as seen from topics alone: forecasts that are no longer current, models that are not warm. */
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

    private static void await(EngineMonitor monitor, Predicate<Optional<String>> wanted, Instant tick) {
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        while (!monitor.newestTick().equals(Optional.of(tick)) || !wanted.test(monitor.forecastTrouble())) {
            assertThat(System.nanoTime())
                    .as(() -> monitor.newestTick() + " " + monitor.forecastTrouble())
                    .isLessThan(endNs);
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

    private static Forecast forecast(String series, Instant issuedAt) {
        return new Forecast(
                series,
                Target.LOAD,
                "MW",
                series + "/load/" + issuedAt,
                issuedAt,
                issuedAt,
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
