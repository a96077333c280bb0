package io.gridcast.app.cli;

import io.gridcast.app.models.PackShipment;
import io.gridcast.app.replay.ReplayModels;
import io.gridcast.app.replay.ReplaySettings;
import io.gridcast.app.train.FolderHistory;
import io.gridcast.app.train.TrainingRun;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.training.Trainer;
import io.gridcast.training.feed.FeedFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a replay trains its models, where none are given. */
final class ReplayTraining {
    private static final Duration LEAST_BETWEEN = Duration.ofDays(1);

    @Mixin
    private final KeyOption key = new KeyOption();

    @Mixin
    private final WithoutOption without = new WithoutOption();

    @Option(
            names = "--network",
            description = "Train a feed-forward network for day-ahead prices, too, and mix it (docs: training).")
    private boolean network;

    @Option(
            names = "--retrain-every",
            paramLabel = "TIME",
            description =
                    "Train anew each time so long has gone by, on all that was known by then, and let the new models take over"
                            + " at once. Default: never.")
    private @Nullable String every;

    /** Fails where options ask for models to be trained that are given, or not wanted. */
    void requireNothingAsked(CommandSpec command) {
        if (every != null || network) {
            throw new ParameterException(
                    command.commandLine(),
                    (network ? "--network" : "--retrain-every")
                            + " trains models, so it goes with neither --packs nor --no-models");
        }
    }

    /** How long after a training the next one is. */
    Optional<Duration> every(CommandSpec command) {
        if (every == null) {
            return Optional.empty();
        }
        Duration time = WaitTimes.parse(command, every);
        if (time.compareTo(LEAST_BETWEEN) < 0) {
            throw new ParameterException(
                    command.commandLine(), "--retrain-every is " + every + ", must be a day (1d) or more");
        }
        return Optional.of(time);
    }

    /**
     * Trains all models of a replay, each on what was known when it takes over.
     *
     * @param tune changes the trainer's options
     * @param say tells what goes on
     */
    ReplayModels train(
            FeedFolder folder,
            ReplaySettings settings,
            Optional<Duration> between,
            UnaryOperator<Trainer.Options> tune,
            Consumer<String> say) {
        KeyOption.Signer signer = key.signer();
        ReplayModels.Round first = round(folder, settings.from(), signer, tune, say);
        NavigableMap<Instant, ReplayModels.Round> successors = new TreeMap<>();
        if (between.isPresent()) {
            for (Instant at = settings.from().plus(between.get());
                    at.isBefore(settings.to());
                    at = at.plus(between.get())) {
                successors.put(at, round(folder, at, signer, tune, say));
            }
        }
        return new ReplayModels(first, List.of(), successors);
    }

    private ReplayModels.Round round(
            FeedFolder folder,
            Instant until,
            KeyOption.Signer signer,
            UnaryOperator<Trainer.Options> tune,
            Consumer<String> say) {
        say.accept(
                "training on what became known before " + until + (without.outlook() ? ", without the outlook" : ""));
        TrainingRun run = new TrainingRun(new FolderHistory(folder), until, without.outlook(), tune);
        List<PackShipment> champions = new ArrayList<>();
        for (Target target : run.targets()) {
            pack(target.name().toLowerCase(Locale.ROOT), () -> run.train(target), signer, say)
                    .ifPresent(champions::add);
        }
        List<PackShipment> experts = network && run.targets().contains(Target.PRICE)
                ? pack("price network", run::trainNetwork, signer, say).stream().toList()
                : List.of();
        return new ReplayModels.Round(champions, experts);
    }

    private static Optional<PackShipment> pack(
            String what, Supplier<ModelPack> training, KeyOption.Signer signer, Consumer<String> say) {
        try {
            return Optional.of(new PackShipment(signer.sign(training.get())));
        } catch (ExplainedException tooLittle) {
            say.accept("no model for " + what + ": " + tooLittle.what() + "; forecasts stand on what there is");
            return Optional.empty();
        }
    }
}
