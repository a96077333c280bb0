package io.gridcast.app.cli;

import io.gridcast.app.models.VerdictBook;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.report.VerdictTable;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.model.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "compare",
        description = "Shows how the confidence sequence of a champion and a challenger closed in, day by day.",
        footer = {
            "  gridcast models compare load-xgb@3 load-xgb@4 --bootstrap-servers broker1:9092"
                    + " --schema-registry http://registry:8081",
            "  gridcast models compare load-xgb@3 similar-day@1 --scope load/zone:ES --bootstrap-servers broker1:9092"
                    + " --schema-registry http://registry:8081 --json"
        })
final class ModelsCompareCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Parameters(index = "0", paramLabel = "CHAMPION", description = "ID@VERSION.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String champion;

    @Parameters(index = "1", paramLabel = "CHALLENGER", description = "ID@VERSION, or similar-day@1.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String challenger;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "Where, if they compete in several: load/*, load/zone:ES.")
    private @Nullable String scope;

    @Option(names = "--json", description = "One JSON array, a verdict a day.")
    private boolean json;

    @Override
    public void run() {
        try (Platform platform = platformOptions.required()) {
            List<Verdict> course = VerdictBook.read(platform).course(champion, challenger, Optional.ofNullable(scope));
            if (course.isEmpty()) {
                throw new ExplainedException(
                        "there is no verdict on " + challenger + " against champion " + champion
                                + (scope == null ? "" : " in " + scope),
                        "only a champion is compared, with shadows and canaries of its scope, from the second full day on",
                        "see which pairs there are with `gridcast models verdicts`");
            }
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? VerdictJson.of(course) + System.lineSeparator() : VerdictTable.course(course));
            out.flush();
        }
    }
}
