package io.gridcast.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.doctor.Doctor;
import io.gridcast.app.doctor.Finding;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.topics.Partitions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = {
            "Looks for what most often keeps an engine from forecasting, and says how to mend it: disk, registry, broker, versions,"
                    + " schemas, topics, clock, feeds, champion, keys. Changes nothing.",
            "Give it the engine's own settings. Exit code 0: all is well; 1: something is not."
        },
        footer = {
            "  gridcast doctor --bootstrap-servers broker1:9092 --schema-registry http://registry:8081 --config gridcast.properties",
            "  gridcast doctor --json --bootstrap-servers broker1:9092 --schema-registry http://registry:8081"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Mixin
    private final EngineOptions engineOptions = new EngineOptions();

    @Option(names = "--json", description = "A JSON array of findings: name, state, what, mend.")
    private boolean asJson;

    @Override
    public Integer call() {
        GridcastConfig config = GridcastConfig.read(engineOptions.settings(Map.of()), Partitions.of(1));
        List<Finding> findings;
        try (Platform platform = platformOptions.requiredUnasked()) {
            findings = new Doctor(platform, config).examine();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            ArrayNode array = JSON.createArrayNode();
            findings.forEach(finding -> array.addObject()
                    .put("name", finding.name())
                    .put("state", finding.state().toString())
                    .put("what", finding.what())
                    .put("mend", finding.mend()));
            out.println(array.toPrettyString());
        } else {
            findings.forEach(finding -> print(out, finding));
        }
        out.flush();
        return findings.stream().anyMatch(finding -> finding.state() == Finding.State.TROUBLE) ? 1 : 0;
    }

    private static void print(PrintWriter out, Finding finding) {
        out.printf("%-8s %-9s %s%n", finding.state(), finding.name(), finding.what());
        if (!finding.mend().isEmpty()) {
            out.printf("%-18s mend: %s%n", "", finding.mend());
        }
    }
}
