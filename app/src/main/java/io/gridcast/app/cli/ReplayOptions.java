package io.gridcast.app.cli;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.platform.Workspace;
import io.gridcast.app.replay.Replay;
import io.gridcast.app.replay.ReplayModels;
import io.gridcast.app.replay.ReplaySettings;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.training.Trainer;
import io.gridcast.training.feed.FeedFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is sent through the engine, by which models it forecasts, and where all of it runs: of all commands that replay feed files. */
final class ReplayOptions {
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(2);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Feed files (docs: feed files).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "First forecast; what lies before is history. Default: the last third.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "What becomes known later is left out. Default: the end of the feed.")
    private @Nullable Instant to;

    @Option(names = "--packs", paramLabel = "DIR", description = "Models to forecast with, instead of training them.")
    private @Nullable Path packs;

    @Option(
            names = "--expert",
            paramLabel = "FILE",
            description = "A model that is mixed with them online. Can be given several times.")
    private List<Path> experts = List.of();

    @Option(
            names = "--shadows",
            paramLabel = "DIR",
            description =
                    "Models that forecast beside them on the same features and are scored, so that they can be compared.")
    private @Nullable Path shadows;

    @Option(names = "--no-models", description = "Deploy nothing: forecasts stand on similar days.")
    private boolean noModels;

    @Mixin
    private final ReplayTraining training = new ReplayTraining();

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keep broker, registry and stores there, instead of a temporary directory.")
    private @Nullable Path keep;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Mixin
    private final PartitionOptions partitionOptions = new PartitionOptions();

    @Mixin
    private final EngineOptions engineOptions = new EngineOptions();

    /** All that a replay needs. */
    record Prepared(
            FeedFolder folder, ReplaySettings settings, ReplayModels models, Platform platform, GridcastConfig config) {
        /** Starts an engine on the platform. */
        LiveEngine startEngine() throws InterruptedException {
            return LiveEngine.start(platform, config);
        }

        /** Starts an engine whose stores can be asked by HTTP. */
        LiveEngine startServing(HttpOptions http) throws InterruptedException {
            return LiveEngine.serving(platform, config, http.advertised(config));
        }

        /** Replays through an engine of this process, once it runs. */
        Replay.Result replay(LiveEngine live) throws InterruptedException {
            live.engine().awaitRunning(RUNNING_WITHIN);
            return replay(live.engine()::requireNoFailure);
        }

        /** Replays through an engine elsewhere; {@code health} fails when it has failed. */
        Replay.Result replay(Runnable health) throws InterruptedException {
            return new Replay(platform, config, settings, health).run(folder, models);
        }
    }

    /** What is done with it. */
    @FunctionalInterface
    interface Action {
        void run(Prepared prepared) throws Exception;
    }

    /**
     * Opens a platform, trains models where none were given, and does something with them; then all is closed again.
     *
     * @param tune changes what is replayed
     * @param trained changes how models are trained
     */
    void prepare(UnaryOperator<ReplaySettings> tune, UnaryOperator<Trainer.Options> trained, Action action)
            throws Exception {
        boolean trains = packs == null && !noModels;
        if (!trains) {
            training.requireNothingAsked(command);
        }
        Optional<Duration> every = training.every(command);
        List<PackShipment> given = packs == null ? List.of() : PackShipment.readAll(packs);
        List<PackShipment> mixed = experts.stream().map(PackShipment::read).toList();
        List<PackShipment> beside = shadows == null ? List.of() : PackShipment.readAll(shadows);
        FeedFolder folder = FeedFolder.open(data);
        ReplaySettings settings =
                tune.apply(ReplaySettings.choose(folder, Optional.ofNullable(from), Optional.ofNullable(to)));
        try (Workspace workspace = Workspace.open(Optional.ofNullable(keep))) {
            GridcastConfig config = config(workspace, settings);
            try (Platform platform =
                    platformOptions.named().orElseGet(() -> Platforms.embedded(workspace.directory()))) {
                platform.createTopics(config.partitions(), Keep.EVERYTHING);
                platform.requireFresh();
                ReplayModels own = trains
                        ? training.train(folder, settings, every, trained, this::say)
                        : ReplayModels.of(noModels ? List.of() : given);
                ReplayModels models = own.and(mixed, beside);
                action.run(new Prepared(folder, settings, models, platform, trusting(config, models)));
            }
        }
    }

    /** Tells what goes on. */
    void say(String line) {
        PrintWriter err = command.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    /** The engine believes the packs that the command names, by their hashes: so two replays put the same on record. */
    private static GridcastConfig trusting(GridcastConfig config, ReplayModels models) {
        return config.trusting(config.lifecycle()
                .trust()
                .andPacks(models.all().stream().map(PackShipment::packHash).toList()));
    }

    private GridcastConfig config(Workspace workspace, ReplaySettings settings) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("engine.state-dir", workspace.directory().resolve("state").toString());
        defaults.put("engine.commit-interval", "200ms");
        defaults.put("engine.transaction-timeout", "60s"); // nobody takes over from an engine that ends with its replay
        defaults.put("forecast.from", settings.from().toString());
        return GridcastConfig.read(
                engineOptions.settings(defaults),
                partitionOptions.given(Partitions.of(1)).orElse(Partitions.of(1)));
    }
}
