package io.gridcast.app.bench;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.platform.Workspace;
import io.gridcast.app.replay.Replay;
import io.gridcast.app.replay.ReplayModels;
import io.gridcast.app.replay.ReplaySettings;
import io.gridcast.app.simulator.FeedFolderWriter;
import io.gridcast.app.simulator.SimulatedCountry;
import io.gridcast.app.simulator.SimulatorOptions;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.check.Checks;
import io.gridcast.training.feed.FeedFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends readings of a simulated country through an engine on an embedded broker, as fast as it takes them: first readings alone, which are
 * checked and summed, then hours in which every series is forecast as well, scored, and watched. Exactly once, one stream thread an
 * application.
 *
 * <p>No model is trained: forecasts are mixed of linear autoregressions and similar days, which cost more than trees do.
 */
public final class Benchmark {
    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(2);

    private final Size size;
    private final Consumer<String> say;

    /**
     * How much there is to do.
     *
     * @param meters that tell a reading each quarter of an hour
     * @param days of readings before the first forecast
     * @param forecastDays in which each series is forecast every hour
     * @param partitions of topics by meter and by series
     */
    public record Size(int meters, int days, int forecastDays, int partitions) {
        public Size {
            Checks.require(meters >= 12 && meters <= 1_000_000, "meters are " + meters + ", must be 12 to 1000000");
            Checks.require(days >= 2 && days <= 366, "days are " + days + ", must be 2 to 366");
            Checks.require(
                    forecastDays >= 1 && forecastDays <= 366,
                    "forecast days are " + forecastDays + ", must be 1 to 366");
            Checks.require(partitions >= 1 && partitions <= 64, "partitions are " + partitions + ", must be 1 to 64");
        }
    }

    /**
     * What came of it.
     *
     * @param readings sent before the first forecast
     * @param readingSeconds until all of them were checked, summed and in the windows of history
     * @param forecasts issued
     * @param forecastSeconds in which they were, with the readings of those days
     * @param setAside inputs that a rule set aside
     */
    public record Figures(long readings, double readingSeconds, long forecasts, double forecastSeconds, long setAside) {
        /** Readings a second. */
        public double readingsPerSecond() {
            return readings / readingSeconds;
        }

        /** Forecasts a second, each of all slots of its horizon. */
        public double forecastsPerSecond() {
            return forecasts / forecastSeconds;
        }
    }

    /** @param say is told what goes on */
    public Benchmark(Size size, Consumer<String> say) {
        this.size = size;
        this.say = say;
    }

    /** Runs once; leaves nothing behind. */
    public Figures run() throws InterruptedException {
        try (Workspace workspace = Workspace.open(Optional.empty())) {
            Path feeds = workspace.directory().resolve("feeds");
            Instant from = FIRST.plus(size.days(), ChronoUnit.DAYS);
            Instant to = from.plus(size.forecastDays(), ChronoUnit.DAYS);
            SimulatedCountry country = country();
            say.accept("writing " + size.meters() + " meters' readings of " + (size.days() + size.forecastDays())
                    + " days");
            new FeedFolderWriter(country, true).write(feeds, FIRST, to, time -> {});
            FeedFolder folder = FeedFolder.open(feeds);
            ReplaySettings settings = ReplaySettings.choose(folder, Optional.of(from), Optional.of(to));
            Partitions partitions = Partitions.of(size.partitions());
            try (Platform platform = Platforms.embedded(workspace.directory())) {
                platform.createTopics(partitions, Keep.EVERYTHING);
                GridcastConfig config = GridcastConfig.read(settings(workspace, from), partitions);
                try (LiveEngine live = LiveEngine.start(platform, config)) {
                    live.engine().awaitRunning(RUNNING_WITHIN);
                    say.accept("sending them through the engine");
                    Replay replay = new Replay(platform, config, settings, live.engine()::requireNoFailure);
                    return figures(country, replay.run(folder, ReplayModels.of(List.of())));
                }
            }
        }
    }

    private Figures figures(SimulatedCountry country, Replay.Result result) {
        long slots = Duration.ofDays(size.days()).dividedBy(SLOT);
        return new Figures(
                country.assignments().size() * slots,
                result.historySeconds(),
                result.counts().forecastsOut(),
                result.seconds(),
                result.counts().setAside());
    }

    private SimulatedCountry country() {
        SimulatorOptions standard = SimulatorOptions.DEFAULT;
        return new SimulatedCountry(new SimulatorOptions(
                standard.seed(),
                standard.zones(),
                standard.feeders(),
                size.meters(),
                SLOT,
                standard.readingDelay(),
                standard.faults(),
                standard.heatPumps()));
    }

    private static Settings settings(Workspace workspace, Instant from) {
        return new Settings(Map.of(
                "engine.state-dir",
                workspace.directory().resolve("state").toString(),
                "engine.commit-interval",
                "200ms",
                "engine.transaction-timeout",
                "60s",
                "forecast.from",
                from.toString()));
    }
}
