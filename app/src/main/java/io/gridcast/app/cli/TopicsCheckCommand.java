package io.gridcast.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.app.topics.TopicProblem;
import io.gridcast.app.topics.TopicSetup;
import io.gridcast.serdes.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = {
            "Compares the topics of a cluster with the catalogue: missing ones, partitions, cleanup, retention.",
            "Without --partitions it is enough that topics of a group have equally many."
        },
        footer = {
            "  gridcast topics check --bootstrap-servers broker1:9092",
            "  gridcast topics check --bootstrap-servers broker1:9092 --partitions 12"
        })
final class TopicsCheckCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ClusterOptions kafka = new ClusterOptions();

    @Mixin
    private final PartitionOptions partitions = new PartitionOptions();

    @Option(names = "--keep-everything", description = "Expect what `topics create --keep-everything` makes.")
    private boolean keepEverything;

    @Option(names = "--json", description = "An array of problems: topic, what, mend; empty when all is well.")
    private boolean asJson;

    @Override
    public Integer call() {
        Optional<Partitions> wanted = partitions.given(Partitions.DEFAULT);
        KafkaCluster cluster = kafka.cluster();
        try (Admin admin = cluster.admin()) {
            List<TopicProblem> problems =
                    new TopicSetup(cluster, admin, keepEverything ? Keep.EVERYTHING : Keep.AS_CATALOGUED).check(wanted);
            PrintWriter out = spec.commandLine().getOut();
            out.print(asJson ? array(problems).toPrettyString() + System.lineSeparator() : text(problems));
            out.flush();
            return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private static String text(List<TopicProblem> problems) {
        StringBuilder text = new StringBuilder();
        problems.forEach(problem ->
                text.append(problem).append("\n  mend: ").append(problem.mend()).append('\n'));
        return text.append(
                        problems.isEmpty()
                                ? "all " + Topics.all().size() + " topics are as the catalogue says"
                                : problems.size() + " problems found")
                .append('\n')
                .toString();
    }

    private static ArrayNode array(List<TopicProblem> problems) {
        ArrayNode array = JSON.createArrayNode();
        problems.forEach(problem -> array.addObject()
                .put("topic", problem.topic())
                .put("what", problem.what())
                .put("mend", problem.mend()));
        return array;
    }
}
