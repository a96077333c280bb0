package io.gridcast.app.cli;

import io.gridcast.app.cluster.KafkaCluster;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that works on a cluster of the user's own. */
final class ClusterOptions {
    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Where Kafka answers; several with commas between.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String bootstrapServers;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Further settings of Kafka clients, a properties file (security.protocol, sasl.*, ssl.*).")
    private @Nullable Path clientConfig;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description = "Not needed here; taken, so that the same options suit every command.")
    private @Nullable String schemaRegistry;

    /** The cluster that was named. */
    KafkaCluster cluster() {
        return new KafkaCluster(bootstrapServers, clientConfig == null ? Map.of() : ClientConfig.read(clientConfig));
    }
}
