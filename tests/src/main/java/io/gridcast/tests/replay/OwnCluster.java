package io.gridcast.tests.replay;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.embedded.EmbeddedBroker;
import io.gridcast.app.embedded.EmbeddedRegistry;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.serdes.registry.RegistryClient;
import io.gridcast.serdes.registry.RegistryConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A broker and a registry in this process, with all topics, that other processes are told of.
 *
 * @param platform what a process works with
 * @param registryUrl where the registry answers
 */
public record OwnCluster(Platform platform, String registryUrl) implements AutoCloseable {
    /**
     * Starts it.
     *
     * @param directory of the broker
     * @param partitions of the topics by meter and of those by series
     */
    public static OwnCluster start(Path directory, int partitions) {
        EmbeddedBroker broker = EmbeddedBroker.start(directory);
        KafkaCluster cluster = KafkaCluster.of(broker.bootstrapServers());
        EmbeddedRegistry registry = EmbeddedRegistry.start(cluster, 0);
        var client = new RegistryClient(RegistryConfig.of(Map.of(RegistryConfig.URL, registry.url())));
        var platform = new Platform(cluster, client, "cluster of a test", List.of(broker, registry));
        platform.createTopics(Partitions.of(partitions), Keep.EVERYTHING);
        return new OwnCluster(platform, registry.url());
    }

    /** The arguments that tell a command of it. */
    public List<String> arguments() {
        return List.of("--bootstrap-servers", platform.cluster().bootstrapServers(), "--schema-registry", registryUrl);
    }

    @Override
    public void close() {
        platform.close();
    }
}
