package io.gridcast.app.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line; a new command is a class of its own, named in {@code subcommands} here. */
@Command(
        name = "gridcast",
        description = "Forecasts electricity load and price in real time, on Kafka Streams.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:" + Gridcast.DONE,
            " 1:" + Gridcast.FAILED,
            " 2:" + Gridcast.CALLED_WRONGLY,
            " 3:" + Gridcast.WITHOUT_MLFLOW,
            "75:" + Gridcast.START_AGAIN
        },
        footerHeading = "%nExamples:%n",
        footer = {"  gridcast demo", "  gridcast help topics create", "  gridcast --version"},
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            TrainCommand.class,
            TrainerCommand.class,
            FeaturesCommand.class,
            ReplayCommand.class,
            BacktestCommand.class,
            ExplainCommand.class,
            ScenariosCommand.class,
            SpikesCommand.class,
            SimulateCommand.class,
            FetchCommand.class,
            ModelsCommand.class,
            DriftCommand.class,
            KeysCommand.class,
            TopicsCommand.class,
            DeadLettersCommand.class,
            DoctorCommand.class,
            AclsCommand.class,
            ResetCommand.class,
            BenchCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
public final class Gridcast implements Runnable {
    static final String DONE = "done; doctor, topics check: all is well";
    static final String FAILED =
            "failed, or something is wrong: stderr or the findings say what, why and how to mend it";
    static final String CALLED_WRONGLY = "called wrongly: nothing was done";
    static final String WITHOUT_MLFLOW = "train, trainer: done, but MLflow was away";
    static final String START_AGAIN = "run: a model hangs; start again, without it (the launcher does)";

    /** What the exit codes mean, by code. */
    static final Map<Integer, String> EXIT_CODES =
            new TreeMap<>(Map.of(0, DONE, 1, FAILED, 2, CALLED_WRONGLY, 3, WITHOUT_MLFLOW, 75, START_AGAIN));

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean verbose;

    /** Runs the command that {@code args} name and returns the exit code: 0 done, 1 failed, 2 called wrongly. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        Gridcast root = new Gridcast();
        Failures failures = new Failures(() -> root.verbose);
        return new CommandLine(root)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
