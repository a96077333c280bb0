package io.gridcast.app.cli;

import io.gridcast.app.models.ModelAnswers;
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
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "deploy",
        description = {
            "Makes a published model the champion of a scope, and waits until every task has loaded it and its time is fixed.",
            "Until then, and if a task cannot load it, what ran before goes on."
        },
        footer = {
            "  gridcast models deploy load-xgb@20170101-1a2b3c4d --target load --bootstrap-servers broker1:9092"
                    + " --schema-registry http://registry:8081 --why \"better by 4 % in the backtest\"",
            "  gridcast models deploy price-xgb@7 --target price --scope zone:ES --why trial …"
        })
final class ModelsDeployCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL@VERSION", description = "As `gridcast models list` shows it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String model;

    @Option(names = "--target", required = true, paramLabel = "TARGET", description = "load or price.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Target target;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description =
                    "Where it shall run: * for all series, zone:ID or series:ID; the narrowest wins (default: *).")
    private String subject = "*";

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Mixin
    private final AuthorOptions author = new AuthorOptions();

    @Option(names = "--wait", paramLabel = "TIME", description = "How long to wait for the engine (default: 2m).")
    private String wait = "2m";

    @Override
    public Integer call() throws InterruptedException {
        Duration patience = WaitTimes.parse(spec, wait);
        Scope scope = new Scope(target, subject);
        try (Platform platform = platformOptions.required();
                ModelAnswers answers = new ModelAnswers(platform)) {
            Published pack = published(ModelInventory.read(platform));
            DeployedModel deployed = new DeployedModel(pack.manifest().model(), pack.packHash());
            answers.awaitCaughtUp();
            new ModelDesk(platform, author.who())
                    .command(CommandKind.DEPLOY, deployed, scope, author.why(), Instant.now());
            awaitEffective(answers, scope, deployed, patience);
            Instant from = answers.effective(scope).orElseThrow().effectiveFrom();
            spec.commandLine()
                    .getOut()
                    .println(deployed.model() + " is the champion of " + scope + " from " + from + " on");
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private Published published(ModelInventory inventory) {
        Published pack = inventory
                .pack(model)
                .orElseThrow(() -> new ExplainedException(
                        model + " has not been published",
                        "only published packs can be deployed; there are "
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

    private void awaitEffective(ModelAnswers answers, Scope scope, DeployedModel deployed, Duration patience)
            throws InterruptedException {
        long endNs = System.nanoTime() + patience.toNanos();
        try (Progress progress = Progress.onStderr("deploy", "s", 0)) {
            long startNs = System.nanoTime();
            while (!answers.awaitEffective(scope, deployed, LOOK_EVERY)) {
                progress.at(
                        (System.nanoTime() - startNs) / 1_000_000_000,
                        answers.progress(scope, deployed) + " tasks are ready");
                if (System.nanoTime() > endNs) {
                    throw new ExplainedException(
                            deployed.model() + " is not effective after " + patience.toSeconds() + " s: "
                                    + answers.progress(scope, deployed) + " tasks are ready",
                            "an engine must run and its clock must tick, and every task must load the pack first",
                            "see that `gridcast run` is up on this cluster; the command stays and will be followed then");
                }
            }
        }
    }
}
