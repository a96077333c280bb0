package io.gridcast.app.cli;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.app.topics.TopicSetup;
import io.gridcast.serdes.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "create",
        description = {
            "Makes the topics of the catalogue that are missing.",
            "Topics that are there are checked and never changed; if one is not as the catalogue says, none is made."
        },
        footer = {
            "  gridcast topics create --bootstrap-servers broker1:9092,broker2:9092",
            "  gridcast topics create --bootstrap-servers broker1:9092 --partitions 12 --replication-factor 3",
            "  gridcast topics create --bootstrap-servers localhost:9092 --partitions 1 --keep-everything"
        })
final class TopicsCreateCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ClusterOptions kafka = new ClusterOptions();

    @Mixin
    private final PartitionOptions partitions = new PartitionOptions();

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Copies of each partition; the broker's default if not given.")
    private @Nullable Short replicationFactor;

    @Option(
            names = "--keep-everything",
            description = "Keep records for ever and take any timestamp: for demo and replay.")
    private boolean keepEverything;

    @Override
    public void run() {
        Partitions wanted = partitions.given(Partitions.DEFAULT).orElse(Partitions.DEFAULT);
        KafkaCluster cluster = kafka.cluster();
        try (Admin admin = cluster.admin()) {
            List<String> made = new TopicSetup(cluster, admin, keepEverything ? Keep.EVERYTHING : Keep.AS_CATALOGUED)
                    .create(wanted, Optional.ofNullable(replicationFactor));
            PrintWriter out = spec.commandLine().getOut();
            made.forEach(name -> out.println("made " + name));
            out.println(made.size() + " of " + Topics.all().size() + " topics made, all are as the catalogue says");
        }
    }
}
