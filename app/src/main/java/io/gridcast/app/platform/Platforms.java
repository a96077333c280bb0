package io.gridcast.app.platform;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.embedded.EmbeddedBroker;
import io.gridcast.app.embedded.EmbeddedRegistry;
import io.gridcast.serdes.registry.RegistryClient;
import io.gridcast.serdes.registry.RegistryConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts what is embedded. */
public final class Platforms {
    private Platforms() {}

    /** A broker and a registry of our own, which keep what they have below {@code directory}. */
    public static Platform embedded(Path directory) {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
        try {
            KafkaCluster cluster = KafkaCluster.of(broker.bootstrapServers());
            EmbeddedRegistry registry = EmbeddedRegistry.start(cluster, 0);
            return new Platform(
                    cluster,
                    new RegistryClient(RegistryConfig.of(Map.of(RegistryConfig.URL, registry.url()))),
                    "embedded broker at " + broker.bootstrapServers() + ", registry at " + registry.url(),
                    List.of(broker, registry));
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }
}
