package io.gridcast.app.cli;

import io.gridcast.app.clock.LastTick;
import io.gridcast.app.models.ModelAnswers;
import io.gridcast.app.models.ModelAnswers.Outcome;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.app.models.ModelInventory;
import io.gridcast.app.models.ModelInventory.Published;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.progress.Progress;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for a change in the role of a published model, and waits for what comes of it. */
abstract class ModelRoleCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    private final CommandKind kind;
    private final String done;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL@VERSION", description = "As `gridcast models list` shows it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String model;

    @Option(names = "--target", required = true, paramLabel = "TARGET", description = "load, price or spike.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Target target;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "Where: * for all series, zone:ID or series:ID; the narrowest wins (default: *).")
    private String subject = "*";

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Mixin
    private final AuthorOptions author = new AuthorOptions();

    @Option(names = "--wait", paramLabel = "TIME", description = "How long to wait for the engine (default: 2m).")
    private String wait = "2m";

    /** @param done what is said once it has come about: {@code is the champion of} */
    ModelRoleCommand(CommandKind kind, String done) {
        this.kind = kind;
        this.done = done;
    }

    /** Sends the command, at {@code at} of the engine's time. */
    void ask(ModelDesk desk, DeployedModel deployed, Scope scope, String why, Instant at) {
        desk.command(kind, deployed, scope, why, at);
    }

    @Override
    public final Integer call() throws InterruptedException {
        Duration patience = WaitTimes.parse(spec, wait);
        Scope scope = new Scope(target, subject);
        String who = author.who();
        try (Platform platform = platformOptions.required();
                ModelAnswers answers = new ModelAnswers(platform)) {
            Published pack = published(ModelInventory.read(platform));
            DeployedModel deployed = new DeployedModel(pack.manifest().model(), pack.packHash());
            answers.awaitCaughtUp();
            ask(
                    new ModelDesk(platform, who),
                    deployed,
                    scope,
                    author.why(),
                    LastTick.read(platform.cluster().client()));
            say(awaitFollowed(answers, scope, deployed, patience), scope, deployed);
        }
        return 0;
    }

    private void say(Outcome outcome, Scope scope, DeployedModel deployed) {
        String text = outcome.deployment()
                .map(deployment ->
                        deployed.model() + " " + done + " " + scope + " from " + deployment.effectiveFrom() + " on")
                .orElse(deployed.model() + " waits in " + scope
                        + " until a second person approves it (gridcast models approve " + deployed.model() + ")");
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }

    private Published published(ModelInventory inventory) {
        Published pack = inventory
                .pack(model)
                .orElseThrow(() -> new ExplainedException(
                        model + " has not been published",
                        "only published packs have roles; there are "
                                + inventory.packs().stream()
                                        .map(known -> known.manifest().model().toString())
                                        .collect(Collectors.joining(", ", "[", "]")),
                        "name one of them, or publish its pack first (gridcast models publish)"));
        if (pack.manifest().target() != target) {
            throw new ExplainedException(
                    model + " forecasts " + pack.manifest().target().name().toLowerCase(Locale.ROOT) + ", not "
                            + target.name().toLowerCase(Locale.ROOT),
                    "its forecasts would be taken for something else",
                    "give the --target that it was trained for");
        }
        return pack;
    }

    private Outcome awaitFollowed(ModelAnswers answers, Scope scope, DeployedModel deployed, Duration patience)
            throws InterruptedException {
        long startNs = System.nanoTime();
        try (Progress progress = Progress.onStderr(kind.name().toLowerCase(Locale.ROOT), "s", 0)) {
            while (true) {
                Optional<Outcome> outcome = answers.awaitFollowed(kind, scope, deployed, LOOK_EVERY);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
                long waitedNs = System.nanoTime() - startNs;
                progress.at(waitedNs / 1_000_000_000, answers.progress(scope, deployed) + " tasks are ready");
                if (waitedNs > patience.toNanos()) {
                    throw new ExplainedException(
                            "nothing has come of the command for " + deployed.model() + " after "
                                    + patience.toSeconds() + " s: " + answers.progress(scope, deployed)
                                    + " tasks are ready",
                            "an engine must run and its clock must tick, and every task must load the pack first",
                            "see that `gridcast run` is up on this cluster; the command stays and will be followed then");
                }
            }
        }
    }
}
