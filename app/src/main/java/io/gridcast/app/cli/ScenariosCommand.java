package io.gridcast.app.cli;

import io.gridcast.app.ask.ForecastScenarios;
import io.gridcast.app.ask.ScenarioJson;
import io.gridcast.app.ask.ScenarioText;
import io.gridcast.app.ask.Scenarios;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.scenario.EmpiricalCopula;
import java.io.PrintWriter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "scenarios",
        description = {
            "Draws paths of load and price over the horizon: each slot is spread as it was forecast, and slots and targets depend"
                    + " on each other as what happened did within past forecasts of the same time of the day.",
            "The same seed gives the same paths."
        },
        footer = {
            "  gridcast scenarios --series ES --bootstrap-servers broker1:9092 --schema-registry http://registry:8081",
            "  gridcast scenarios --series ES --at 2017-06-01T11:00:00Z --paths 500 --csv --keep spain-2017 > paths.csv",
            "  gridcast scenarios --series ES --seed 7 --json --bootstrap-servers broker1:9092 …"
        })
final class ScenariosCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final AskOptions asked = new AskOptions();

    @Option(names = "--paths", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    private int paths = EmpiricalCopula.USUAL_PATHS;

    @Option(
            names = "--issues",
            paramLabel = "N",
            description =
                    "Learn dependence from so many past issues whose outcome is known, the newest ones (default: ${DEFAULT-VALUE}).")
    private int issues = EmpiricalCopula.USUAL_ISSUES;

    @Option(names = "--seed", paramLabel = "N", description = "Of the draw (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @ArgGroup
    private Format format = new Format();

    private static final class Format {
        @Option(names = "--json", description = "All paths as one JSON object.")
        private boolean json;

        @Option(names = "--csv", description = "All paths as CSV: a line a target and slot, a column a path.")
        private boolean csv;
    }

    @Override
    public void run() {
        ForecastScenarios.Request request = request();
        try (Platform platform = asked.open()) {
            Scenarios scenarios = new ForecastScenarios(platform).draw(asked.series(), asked.at(), request);
            PrintWriter out = spec.commandLine().getOut();
            if (format.json) {
                out.println(ScenarioJson.of(scenarios));
            } else {
                out.print(format.csv ? ScenarioText.csv(scenarios) : ScenarioText.summary(scenarios));
            }
            out.flush();
        }
    }

    private ForecastScenarios.Request request() {
        try {
            return new ForecastScenarios.Request(paths, issues, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }
}
