package io.gridcast.app.cli;

import io.gridcast.app.ask.ExplanationJson;
import io.gridcast.app.ask.ExplanationTable;
import io.gridcast.app.ask.ForecastExplanations;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.explain.Explanation;
import io.gridcast.core.grid.Target;
import java.io.PrintWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description = {
            "Says what a forecast is made of: how much each feature and each group of features adds to it (SHAP values), in MW or"
                    + " currency per MWh.",
            "Centre, base and all features sum to what the model says alone; with what other experts and the calibration"
                    + " changed, to what was issued."
        },
        footer = {
            "  gridcast explain --series ES --bootstrap-servers broker1:9092 --schema-registry http://registry:8081",
            "  gridcast explain --series ES --at 2017-06-01T10:00:00Z --slot 2017-06-02T18:00:00Z --keep spain-2017",
            "  gridcast explain --series ES --target price --json --bootstrap-servers broker1:9092 …"
        })
final class ExplainCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final AskOptions asked = new AskOptions();

    @Option(names = "--target", paramLabel = "TARGET", description = "load (default) or price.")
    private Target target = Target.LOAD;

    @Option(
            names = "--slot",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "The slot that begins then, feature by feature. Default: all slots, by groups of features.")
    private @Nullable Instant slot;

    @Option(names = "--json", description = "All slots and features as one JSON object.")
    private boolean json;

    @Override
    public void run() {
        if (target == Target.SPIKE) {
            throw new ParameterException(
                    spec.commandLine(), "--target is spike, must be load or price: a risk is no forecast in a unit");
        }
        try (Platform platform = asked.open()) {
            Explanation explanation = new ForecastExplanations(platform).explain(asked.series(), target, asked.at());
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    json
                            ? ExplanationJson.of(explanation).toPrettyString() + System.lineSeparator()
                            : slot == null
                                    ? ExplanationTable.slots(explanation)
                                    : ExplanationTable.features(explanation, slot));
            out.flush();
        }
    }
}
