package io.gridcast.app.cli;

import io.gridcast.app.models.VerdictBook;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.report.VerdictTable;
import io.gridcast.core.model.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "verdicts",
        description = "Shows how champions stand against their challengers, their predecessors and similar days.",
        footer = {
            "  gridcast models verdicts --bootstrap-servers broker1:9092 --schema-registry http://registry:8081",
            "  gridcast models verdicts --bootstrap-servers broker1:9092 --schema-registry http://registry:8081"
                    + " --scope load/* --json"
        })
final class ModelsVerdictsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "Only this one: load/*, price/zone:ES, load/series:ES.")
    private @Nullable String scope;

    @Option(names = "--json", description = "One JSON array.")
    private boolean json;

    @Override
    public void run() {
        try (Platform platform = platformOptions.required()) {
            List<Verdict> verdicts = VerdictBook.read(platform).newest(Optional.ofNullable(scope));
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? VerdictJson.of(verdicts) + System.lineSeparator() : VerdictTable.of(verdicts));
            out.flush();
        }
    }
}
