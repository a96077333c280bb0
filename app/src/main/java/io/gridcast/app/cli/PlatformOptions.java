package io.gridcast.app.cli;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.platform.Platform;
import io.gridcast.serdes.registry.RegistryClient;
import io.gridcast.serdes.registry.RegistryConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A cluster and a registry of the user's own. */
final class PlatformOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Where Kafka answers; several with commas between.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description = "Where the schema registry answers; several with commas between.")
    private @Nullable String schemaRegistry;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description =
                    "Further settings of Kafka clients and of the registry's, a properties file (security.protocol,"
                            + " sasl.*, ssl.*, schema.registry.*, basic.auth.*).")
    private @Nullable Path clientConfig;

    /** The cluster and registry that were named; empty if none was. The cluster has answered. */
    Optional<Platform> named() {
        Optional<Platform> named = unasked();
        named.ifPresent(platform -> platform.cluster().admin().close());
        return named;
    }

    /** As {@link #required}, whether the cluster answers or not. */
    Platform requiredUnasked() {
        return unasked().orElseThrow(this::missing);
    }

    private Optional<Platform> unasked() {
        if (bootstrapServers == null) {
            if (schemaRegistry != null || clientConfig != null) {
                throw new ParameterException(
                        command.commandLine(), "--schema-registry and --client-config go with --bootstrap-servers");
            }
            return Optional.empty();
        }
        Map<String, String> settings = clientConfig == null ? new HashMap<>() : ClientConfig.read(clientConfig);
        if (schemaRegistry != null) {
            settings.put(RegistryConfig.URL, schemaRegistry);
        }
        if (!settings.containsKey(RegistryConfig.URL)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--bootstrap-servers goes with --schema-registry: values on topics carry schema ids");
        }
        KafkaCluster cluster = new KafkaCluster(bootstrapServers, kafkaAlone(settings));
        return Optional.of(new Platform(
                cluster, new RegistryClient(RegistryConfig.of(settings)), "Kafka at " + bootstrapServers, List.of()));
    }

    /** As {@link #named}, for commands that cannot do without. */
    Platform required() {
        return named().orElseThrow(this::missing);
    }

    private ParameterException missing() {
        return new ParameterException(
                command.commandLine(), "missing required option: '--bootstrap-servers=HOST:PORT'");
    }

    private static Map<String, String> kafkaAlone(Map<String, String> settings) {
        Map<String, String> kafka = new HashMap<>(settings);
        kafka.keySet()
                .removeIf(key -> key.startsWith("schema.registry.")
                        || key.startsWith("basic.auth.")
                        || key.startsWith("bearer.auth.")
                        || key.equals(RegistryConfig.AUTO_REGISTER)
                        || key.equals(RegistryConfig.USE_LATEST));
        return kafka;
    }
}
