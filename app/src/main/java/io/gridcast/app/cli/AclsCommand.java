package io.gridcast.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.access.AccessList;
import io.gridcast.app.access.Right;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.engine.Application;
import io.gridcast.app.engine.Applications;
import io.gridcast.app.topics.Partitions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "acls",
        description = {
            "Prints the rights that each part needs on a cluster with an authorizer, as calls of Kafka's kafka-acls: the engine by what"
                    + " its topologies read and write, the clock, feeders, people who publish models, the trainer, subscribers.",
            "Asks no cluster, changes nothing. Give each part a user of its own, or the engine's parts one."
        },
        footer = {
            "  gridcast acls --principal User:gridcast --bootstrap-servers broker1:9093 > acls.sh",
            "  gridcast acls --json --set engine.prefix=night"
        })
final class AclsCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final EngineOptions engineOptions = new EngineOptions();

    @Option(
            names = "--principal",
            paramLabel = "USER",
            description = "To whom the rights are given (default: ${DEFAULT-VALUE}; edit the lines of each part).")
    private String principal = "User:gridcast";

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Written into the calls (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers = "localhost:9092";

    @Option(
            names = "--trainer-group",
            paramLabel = "NAME",
            description = "The trainer's consumer group, its --group (default: ${DEFAULT-VALUE}).")
    private String trainerGroup = TrainerCommand.DEFAULT_GROUP;

    @Option(names = "--json", description = "An object of parts, each an array of rights.")
    private boolean asJson;

    @Override
    public void run() {
        GridcastConfig config = GridcastConfig.read(engineOptions.settings(Map.of()), Partitions.of(1));
        List<Application> applications = Applications.toLookAt(config);
        Map<String, List<Right>> parts = AccessList.of(config.engine().prefix(), applications, trainerGroup);
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(object(parts).toPrettyString());
        } else {
            parts.forEach((part, rights) -> print(out, part, rights));
        }
        out.flush();
    }

    private void print(PrintWriter out, String part, List<Right> rights) {
        out.println("# " + part);
        for (Right right : rights) {
            String operations = right.operations().stream()
                    .map(operation -> "--operation " + word(operation))
                    .collect(Collectors.joining(" "));
            out.println(
                    "kafka-acls --bootstrap-server " + bootstrapServers + " --add --allow-principal " + principal + " "
                            + operations + resource(right)
                            + (right.pattern() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : ""));
        }
        out.println();
    }

    private static String resource(Right right) {
        return switch (right.resource()) {
            case TOPIC -> " --topic " + right.name();
            case GROUP -> " --group " + right.name();
            case TRANSACTIONAL_ID -> " --transactional-id " + right.name();
            case CLUSTER -> " --cluster";
            default -> throw new IllegalStateException("no option of kafka-acls for " + right.resource());
        };
    }

    /** As kafka-acls calls it: {@code DescribeConfigs}. */
    private static String word(AclOperation operation) {
        StringBuilder word = new StringBuilder();
        for (String part : operation.name().split("_", -1)) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }

    private static ObjectNode object(Map<String, List<Right>> parts) {
        ObjectNode object = JSON.createObjectNode();
        parts.forEach((part, rights) -> {
            ArrayNode array = object.putArray(part);
            for (Right right : rights) {
                ObjectNode node = array.addObject()
                        .put("resource", right.resource().name())
                        .put("pattern", right.pattern().name())
                        .put("name", right.name());
                ArrayNode operations = node.putArray("operations");
                right.operations().forEach(operation -> operations.add(operation.name()));
            }
        });
        return object;
    }
}
