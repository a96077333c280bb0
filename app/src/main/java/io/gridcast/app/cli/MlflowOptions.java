package io.gridcast.app.cli;

import io.gridcast.app.mlflow.MlflowClient;
import io.gridcast.app.mlflow.MlflowException;
import io.gridcast.app.mlflow.MlflowJournal;
import io.gridcast.app.mlflow.MlflowJournal.Registered;
import io.gridcast.core.pack.ModelPack;
import java.io.PrintWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where models are logged, if anywhere. MLflow may be away: that is a warning and an exit code, and training goes on. */
final class MlflowOptions {
    /** Everything was done but what MLflow should know of. */
    static final int AWAY = 3;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--mlflow-uri",
            paramLabel = "URL",
            description =
                    "Log each model to this MLflow tracking server and register it (credentials: MLFLOW_TRACKING_TOKEN, or"
                            + " _USERNAME and _PASSWORD).")
    private @Nullable URI uri;

    @Option(
            names = "--mlflow-experiment",
            paramLabel = "NAME",
            description = "The experiment that runs are logged to (default: gridcast).")
    private String experiment = "gridcast";

    private final Map<String, Registered> registered = new HashMap<>();
    private boolean failed;

    /** Whether something could not be logged. */
    boolean hasFailed() {
        return failed;
    }

    /** Logs a model, where a server was named. */
    void log(ModelPack pack, String why) {
        attempt(
                "logged",
                () -> journal().ifPresent(journal -> {
                    Registered version = journal.log(pack, why);
                    registered.put(pack.manifest().model().toString(), version);
                    PrintWriter out = spec.commandLine().getOut();
                    out.println(pack.manifest().model() + " is " + version + " in MLflow");
                    out.flush();
                }));
    }

    /** Notes where a model that was logged stands now. */
    void stage(String model, String stage) {
        Registered version = registered.remove(model);
        if (version != null) {
            attempt("noted as " + stage, () -> journal().ifPresent(journal -> journal.stage(version, stage)));
        }
    }

    /** @throws ParameterException if what was named is no address of a server */
    void check() {
        if (uri != null
                && (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?"))) {
            throw new ParameterException(
                    spec.commandLine(), "--mlflow-uri is '" + uri + "', write http://HOST:PORT or https://HOST");
        }
    }

    private Optional<MlflowJournal> journal() {
        return Optional.ofNullable(uri)
                .map(server -> new MlflowJournal(new MlflowClient(server, System.getenv()), experiment));
    }

    private void attempt(String what, Runnable logging) {
        try {
            logging.run();
        } catch (MlflowException e) {
            failed = true;
            PrintWriter err = spec.commandLine().getErr();
            err.println("warning: the model is not " + what + " in MLflow: " + e.what());
            err.println("  why:  " + e.why() + "; training and publishing go on without it");
            err.println("  mend: " + e.mend());
            err.flush();
        }
    }
}
