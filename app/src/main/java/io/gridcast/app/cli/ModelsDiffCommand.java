package io.gridcast.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.packing.PackText;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        description = "Shows where two packs differ: parameters, metrics, features, training data, artifacts.",
        footer = {
            "  gridcast models diff load-6.gridpack load-7.gridpack",
            "  gridcast models diff load-xgb@6 load-xgb@7 --json --bootstrap-servers broker1:9092"
                    + " --schema-registry http://registry:8081"
        })
final class ModelsDiffCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PACK", description = "A pack's file, or MODEL@VERSION of a published one.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String one;

    @Parameters(index = "1", paramLabel = "OTHER", description = "The one to compare it with.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String other;

    @Mixin
    private final PackOption packs = new PackOption();

    @Option(names = "--json", description = "One JSON object: a pair of values by what differs.")
    private boolean json;

    @Override
    public void run() {
        Map<String, String[]> differences = PackText.differences(packs.find(one), packs.find(other));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode root = JSON.createObjectNode();
            differences.forEach((name, pair) -> root.putArray(name).add(pair[0]).add(pair[1]));
            out.println(root.toPrettyString());
        } else if (differences.isEmpty()) {
            out.println("the packs are equal");
        } else {
            differences.forEach((name, pair) -> out.printf("%s%n  - %s%n  + %s%n", name, pair[0], pair[1]));
        }
        out.flush();
    }
}
