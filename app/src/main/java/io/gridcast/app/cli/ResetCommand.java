package io.gridcast.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.engine.Applications;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.reset.Reset;
import io.gridcast.app.topics.Partitions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "reset",
        description = {
            "Lets the engine compute everything anew from its inputs: takes away the offsets and internal topics of its applications, and"
                    + " their stores on this machine. Without --yes it only says what would go.",
            "With --outputs, what they have published goes, too; without, what is computed again is appended to it. Refused while an"
                    + " instance runs. Give it the engine's own settings, and delete engine.state-dir on other machines yourself."
        },
        footer = {
            "  gridcast reset --bootstrap-servers broker1:9092 --schema-registry http://registry:8081 --config gridcast.properties",
            "  gridcast reset --application evaluation --outputs --yes --bootstrap-servers broker1:9092"
                    + " --schema-registry http://registry:8081"
        })
final class ResetCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Mixin
    private final EngineOptions engineOptions = new EngineOptions();

    @Option(
            names = "--application",
            split = ",",
            paramLabel = "NAME",
            description = {
                "Of these applications alone (default: all but lifecycle): load-observation, forecast, shadow, evaluation, lifecycle, serving.",
                "lifecycle computes deployments and the audit chain; without --outputs its chain would begin a second time."
            })
    private List<String> applications = Applications.ALL_BUT_LIFECYCLE;

    @Option(names = "--outputs", description = "Empty the public topics that only these applications write, too.")
    private boolean outputs;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description =
                    "How long to wait for the cluster to forget instances that were stopped (default: ${DEFAULT-VALUE}).")
    private String patience = "1m";

    @Option(
            names = "--json",
            description = "An array of applications: id, members, offsets, topics, outputs, stores, done.")
    private boolean asJson;

    @Override
    public Integer call() throws InterruptedException {
        if (!Applications.NAMES.containsAll(applications)) {
            TreeSet<String> unknown = new TreeSet<>(applications);
            Applications.NAMES.forEach(unknown::remove);
            throw new ParameterException(
                    spec.commandLine(),
                    "--application is '" + String.join(",", unknown) + "', must be of "
                            + String.join(", ", Applications.NAMES));
        }
        GridcastConfig config = GridcastConfig.read(engineOptions.settings(Map.of()), Partitions.of(1));
        try (Platform platform = platformOptions.required()) {
            Reset reset = new Reset(platform.cluster(), config);
            List<Reset.Kept> kept = reset.survey(applications, outputs);
            if (yes) {
                reset.run(kept, WaitTimes.parse(spec, patience));
            }
            PrintWriter out = spec.commandLine().getOut();
            out.print(asJson ? array(kept).toPrettyString() + System.lineSeparator() : text(kept));
            out.flush();
        }
        return 0;
    }

    private String text(List<Reset.Kept> all) {
        StringBuilder text = new StringBuilder();
        for (Reset.Kept kept : all) {
            text.append(kept.id()).append(kept.isNothing() ? ": nothing" : "").append('\n');
            if (kept.members() > 0) {
                text.append("  runs: ").append(kept.members()).append(" members\n");
            }
            if (kept.offsets() >= 0) {
                text.append("  consumer group, offsets of ")
                        .append(kept.offsets())
                        .append(" partitions\n");
            }
            kept.topics().forEach(topic -> text.append("  topic ").append(topic).append('\n'));
            kept.outputs()
                    .forEach(topic -> text.append("  records of ").append(topic).append('\n'));
            kept.stores()
                    .forEach(store -> text.append("  stores ").append(store).append('\n'));
        }
        boolean nothing = all.stream().allMatch(Reset.Kept::isNothing);
        text.append(
                nothing
                        ? "there is nothing to take away\n"
                        : yes
                                ? "taken away; the next start computes everything anew\n"
                                : "nothing was changed; --yes takes it away\n");
        return text.toString();
    }

    private ArrayNode array(List<Reset.Kept> all) {
        ArrayNode array = JSON.createArrayNode();
        for (Reset.Kept kept : all) {
            ObjectNode node = array.addObject()
                    .put("id", kept.id())
                    .put("members", kept.members())
                    .put("offsets", Math.max(0, kept.offsets()));
            kept.topics().forEach(node.putArray("topics")::add);
            kept.outputs().forEach(node.putArray("outputs")::add);
            ArrayNode stores = node.putArray("stores");
            kept.stores().forEach(store -> stores.add(store.toString()));
            node.put("done", yes && !kept.isNothing());
        }
        return array;
    }
}
