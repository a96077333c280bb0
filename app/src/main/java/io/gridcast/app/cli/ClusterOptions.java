package io.gridcast.app.cli;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
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

    /** The cluster that was named. */
    KafkaCluster cluster() {
        return new KafkaCluster(bootstrapServers, clientConfig == null ? Map.of() : read(clientConfig));
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ExplainedException(
                    "cannot read " + file + ": " + e,
                    "--client-config names a properties file with settings of Kafka clients",
                    "check the path, the file's rights, and that each line is key=value",
                    e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.forEach((key, value) -> settings.put(key.toString(), value.toString()));
        return settings;
    }
}
