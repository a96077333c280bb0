package io.gridcast.app.cli;

import io.gridcast.app.clock.LastTick;
import io.gridcast.app.http.Pulse;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.retraining.FirstModels;
import io.gridcast.app.retraining.RequestQueue;
import io.gridcast.app.retraining.RequestRound;
import io.gridcast.app.retraining.Retraining;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.pack.ModelPack;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "trainer",
        description = {
            "Follows retraining.requests.v1: reads history from the topics, trains, cross-validates, packs, signs, publishes, and makes"
                    + " the new model a shadow. Nothing is promoted here; only --first-models deploys, where there is nothing to replace.",
            "One training at a time, of the newest request of a scope. A request is handled once; after a kill it is repeated from its"
                    + " beginning, and gives the same version.",
            "Exit codes of --once: 0 all requests handled, or none waited; 1 a request failed, see the error; 2 called wrongly; 3 all"
                    + " handled, but MLflow was away."
        },
        footer = {
            "  gridcast keys new trainer.pem",
            "  gridcast trainer --key trainer.pem --bootstrap-servers broker1:9092 --schema-registry http://registry:8081",
            "  gridcast trainer --once --key trainer.pem --from 2024-01-01 --bootstrap-servers broker1:9092"
                    + " --schema-registry http://registry:8081",
            "  gridcast trainer --key trainer.pem --first-models --bootstrap-servers broker1:9092 --schema-registry"
                    + " http://registry:8081",
            "  gridcast trainer --once --key trainer.pem --mlflow-uri http://mlflow:5000 --bootstrap-servers broker1:9092"
                    + " --schema-registry http://registry:8081"
        })
final class TrainerCommand implements Callable<Integer> {
    static final String DEFAULT_GROUP = "gridcast-trainer";

    private static final int FAILED = 1;
    private static final Duration LOOKS_WITHIN = Duration.ofMinutes(2);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Mixin
    private final KeyOption key = new KeyOption();

    @Option(names = "--once", description = "Handle what waits, then end: for Airflow, cron and the like.")
    private boolean once;

    @Option(names = "--every", paramLabel = "TIME", description = "How often to look for requests (default: 10s).")
    private String every = "10s";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "Learn from what was forecast from then on (default: everything).")
    private Instant from = Instant.EPOCH;

    @Mixin
    private final WithoutOption without = new WithoutOption();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to grow trees on (default: 1, which leaves the others to an engine beside it).")
    private int threads = 1;

    @Mixin
    private final FeatureOptions features = new FeatureOptions();

    @Mixin
    private final CostOption cost = new CostOption();

    @Option(
            names = "--who",
            paramLabel = "NAME",
            description = "The author of its models, for the audit (default: trainer).")
    private String who = "trainer";

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "The consumer group whose offset says what is handled (default: ${DEFAULT-VALUE}).")
    private String group = DEFAULT_GROUP;

    @Mixin
    private final MlflowOptions mlflow = new MlflowOptions();

    @Option(names = "--wait", paramLabel = "TIME", description = "How long to wait for the engine (default: 5m).")
    private String wait = "5m";

    @Option(
            names = "--first-models",
            arity = "0..1",
            paramLabel = "TIME",
            fallbackValue = "42d",
            description = {
                "Where nothing was ever deployed for a target, train and deploy its first champion, once loads or prices reach so far back"
                        + " (42d if no time is given)."
            })
    private @Nullable String enough;

    @Mixin
    private final LivezOption livez = new LivezOption();

    @Override
    public Integer call() throws InterruptedException {
        Duration pause = WaitTimes.parse(spec, every);
        Retraining.Settings settings = settings();
        mlflow.check();
        var pulse = new Pulse("looked for requests", pause.plus(LOOKS_WITHIN), System::nanoTime);
        Told told = new Told(spec.commandLine().getOut(), spec.commandLine().getErr(), mlflow, pulse);
        try (LivezOption.Answers answers = livez.start("trainer", pulse);
                Platform platform = platformOptions.required()) {
            var queue = new RequestQueue(platform, group);
            var retraining = new Retraining(
                    platform, settings, () -> LastTick.read(platform.cluster().client()));
            var round = new RequestRound(platform, queue, firstModels(platform, settings.who()), retraining, told);
            int handled = round.handleAll();
            pulse.beat();
            if (once) {
                told.end(handled);
                return told.failed ? FAILED : mlflow.hasFailed() ? MlflowOptions.AWAY : 0;
            }
            while (true) {
                Thread.sleep(pause.toMillis());
                round.handleAll();
                pulse.beat();
            }
        }
    }

    private Optional<FirstModels> firstModels(Platform platform, String author) {
        return Optional.ofNullable(enough)
                .map(text -> new FirstModels(
                        platform,
                        author,
                        WaitTimes.parse(spec, text),
                        () -> LastTick.find(platform.cluster().client())));
    }

    private Retraining.Settings settings() {
        if (!key.isGiven()) {
            throw new ParameterException(
                    spec.commandLine(), "missing required option: '--key=FILE' (engines publish signed packs alone)");
        }
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads is " + threads + ", must be at least 1");
        }
        return new Retraining.Settings(
                AuthorOptions.requirePerson(spec, who),
                from,
                without.outlook(),
                threads,
                features.choice(),
                cost.ratio(spec),
                key.signer()::sign,
                WaitTimes.parse(spec, wait));
    }

    /** Says what comes of requests, and logs it. */
    private static final class Told implements RequestRound.Listener {
        private final PrintWriter out;
        private final PrintWriter err;
        private final MlflowOptions mlflow;
        private final Pulse pulse;
        private boolean failed;

        Told(PrintWriter out, PrintWriter err, MlflowOptions mlflow, Pulse pulse) {
            this.out = out;
            this.err = err;
            this.mlflow = mlflow;
            this.pulse = pulse;
        }

        @Override
        public void begun(RetrainingRequest request) {
            pulse.busy();
            say(request.scope() + ": asked at " + request.requestedAt() + " for a model of what was known before "
                    + request.dataUntil() + ", because " + request.reason());
        }

        @Override
        public void trained(RetrainingRequest request, ModelPack pack) {
            StringBuilder line = new StringBuilder(
                    request.scope() + ": trained " + pack.manifest().model() + " on "
                            + pack.manifest().trainedOn().rows() + " rows");
            pack.manifest()
                    .parent()
                    .ifPresent(parent -> line.append(", to replace ").append(parent));
            pack.manifest().metrics().forEach((name, value) -> {
                if (name.startsWith("mae_") && name.indexOf('/') < 0) {
                    line.append(String.format(Locale.ROOT, ", cross-validated %s %.4g", name, value));
                }
            });
            say(line.toString());
            mlflow.log(pack, request.reason());
        }

        @Override
        public void inShadow(RetrainingRequest request, DeployedModel model) {
            say(request.scope() + ": " + model.model() + " forecasts in shadow");
            mlflow.stage(model.model().toString(), "shadow");
        }

        @Override
        public void isChampion(RetrainingRequest request, DeployedModel model) {
            say(request.scope() + ": " + model.model() + " is the first champion");
            mlflow.stage(model.model().toString(), "champion");
        }

        @Override
        public void overtaken(RetrainingRequest request) {
            say(request.scope()
                    + ": somebody else has published or deployed a model meanwhile, this one is not needed");
        }

        @Override
        public void givenUp(RetrainingRequest request, ExplainedException why) {
            failed = true;
            err.println(request.scope() + ": no model for this request, and it will not be tried again: " + why.what()
                    + "; " + why.why() + "; " + why.mend());
            err.flush();
        }

        void end(int handled) {
            if (handled == 0) {
                say("no request waits");
            }
        }

        private void say(String line) {
            out.println(line);
            out.flush();
        }
    }
}
