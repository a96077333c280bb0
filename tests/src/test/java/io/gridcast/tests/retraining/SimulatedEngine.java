package io.gridcast.tests.retraining;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.embedded.EmbeddedBroker;
import io.gridcast.app.embedded.EmbeddedRegistry;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.live.SimulatedPresent;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.simulator.SimulatedCountry;
import io.gridcast.app.simulator.SimulatorOptions;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.pack.PackKey;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.registry.RegistryClient;
import io.gridcast.serdes.registry.RegistryConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A whole engine on a broker of its own, that sees a small simulated country live. */
final class SimulatedEngine implements AutoCloseable {
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(5);
    private static final double SPEED = 60;

    private final Platform platform;
    private final String registryUrl;
    private final LiveEngine live;
    private final SimulatedPresent present;

    private SimulatedEngine(Platform platform, String registryUrl, LiveEngine live, SimulatedPresent present) {
        this.platform = platform;
        this.registryUrl = registryUrl;
        this.live = live;
        this.present = present;
    }

    /** @param trusted whose packs it publishes */
    static SimulatedEngine start(Path directory, PackKey trusted, Instant from, Instant now)
            throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
        KafkaCluster cluster = KafkaCluster.of(broker.bootstrapServers());
        EmbeddedRegistry registry = EmbeddedRegistry.start(cluster, 0);
        Platform platform = new Platform(
                cluster,
                new RegistryClient(RegistryConfig.of(Map.of(RegistryConfig.URL, registry.url()))),
                "test",
                List.of(broker, registry));
        GridcastConfig config = config(directory, now);
        platform.createTopics(config.partitions(), Keep.EVERYTHING);
        LiveEngine live = LiveEngine.start(
                platform, config.trusting(config.lifecycle().trust().andKey("test", trusted)));
        SimulatedPresent present = new SimulatedPresent(platform, country(), now, SPEED);
        present.publishPast(from);
        live.engine().awaitRunning(RUNNING_WITHIN);
        present.start();
        return new SimulatedEngine(platform, registry.url(), live, present);
    }

    Platform platform() {
        return platform;
    }

    String registryUrl() {
        return registryUrl;
    }

    <T> void write(Topic<T> topic, T value, Instant at) throws Exception {
        byte[] key = topic.keyOf(value).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new TopicCodec<>(topic, platform.registry()).encode(value);
        try (var producer = platform.producer("test", 0)) {
            producer.send(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), key, bytes))
                    .get();
        }
    }

    <T> List<T> read(Topic<T> topic) {
        List<T> values = new ArrayList<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry()).values(topic, (value, at) -> values.add(value)));
        return values;
    }

    @Override
    public void close() {
        present.close();
        live.close();
        platform.close();
    }

    private static SimulatedCountry country() {
        return new SimulatedCountry(new SimulatorOptions(
                3,
                1,
                1,
                4,
                Duration.ofHours(1),
                Duration.ofSeconds(60),
                List.of(),
                SimulatorOptions.DEFAULT.heatPumps()));
    }

    private static GridcastConfig config(Path directory, Instant now) {
        return GridcastConfig.read(
                new Settings(Map.of(
                        "engine.state-dir",
                        directory.resolve("state").toString(),
                        "engine.commit-interval",
                        "200ms",
                        "engine.transaction-timeout",
                        "60s",
                        "forecast.from",
                        now.toString())),
                Partitions.of(1));
    }
}
