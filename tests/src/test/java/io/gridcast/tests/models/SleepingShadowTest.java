package io.gridcast.tests.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.cli.Gridcast;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.replay.Replay;
import io.gridcast.app.replay.ReplayModels;
import io.gridcast.app.replay.ReplaySettings;
import io.gridcast.app.replay.TopicDigest;
import io.gridcast.app.replay.TopicDigest.Fingerprint;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.app.train.FolderHistory;
import io.gridcast.app.train.TrainingRun;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.serdes.Topics;
import io.gridcast.tests.replay.SimulatedFeeds;
import io.gridcast.topology.Steps;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.TaskLogic;
import io.gridcast.training.feed.FeedFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shadow that takes a second for what takes a champion a tenth of a millisecond. */
class SleepingShadowTest {
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(5);
    private static final Instant BEGIN = Instant.parse("2024-02-01T00:00:00Z");
    private static final Instant FROM = BEGIN.plus(Duration.ofDays(20));
    private static final Instant TO = FROM.plus(Duration.ofHours(8));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private final AtomicInteger shadowForecastsInTime = new AtomicInteger();

    @Test
    void theForecastsAreTheSameAndThereBeforeItHasSpoken() throws Exception {
        FeedFolder folder = simulate();
        ModelPack trained = new TrainingRun(new FolderHistory(folder), FROM, false).train(Target.LOAD);
        PackShipment champion = Versions.of(trained, "load-champion", 1);
        PackShipment shadow = Versions.of(trained, "load-shadow", 1);

        Fingerprint alone = replay("alone", folder, champion, List.of(), TaskLogic.Around.NOTHING);
        shadowForecastsInTime.set(0);
        Fingerprint beside = replay("beside", folder, champion, List.of(shadow), SleepingShadowTest::sleepInTheShadow);

        assertThat(alone.records()).isGreaterThan(8);
        assertThat(beside).isEqualTo(alone);
        assertThat(shadowForecastsInTime.get())
                .as("shadow forecasts when the last forecast was there")
                .isLessThan(8);
    }

    private Fingerprint replay(
            String name, FeedFolder folder, PackShipment champion, List<PackShipment> shadows, TaskLogic.Around around)
            throws InterruptedException {
        try (Platform platform = Platforms.embedded(directory.resolve(name))) {
            GridcastConfig config = config(directory.resolve(name), champion, shadows);
            platform.createTopics(config.partitions(), Keep.EVERYTHING);
            try (LiveEngine live = LiveEngine.start(platform, config, around);
                    TopicFollower follower = follow(platform)) {
                live.engine().awaitRunning(RUNNING_WITHIN);
                var settings = new ReplaySettings(FROM, TO, 0, 100_000, 400_000, Optional.empty());
                new Replay(platform, config, settings, live.engine()::requireNoFailure)
                        .run(folder, ReplayModels.of(List.of(champion)).and(List.of(), shadows));
                follower.requireNoFailure();
            }
            Map<String, Fingerprint> digests =
                    TopicDigest.read(platform.cluster().client(), platform.registry());
            return Objects.requireNonNull(digests.get(Topics.FORECASTS.name()));
        }
    }

    /** Counts the shadow's forecasts until the last one of a champion is seen. */
    private TopicFollower follow(Platform platform) {
        int[] shadowForecasts = {0};
        return TopicFollower.start(
                "forecasts",
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .values(Topics.FORECASTS, (forecast, at) -> shadowForecastsInTime.set(shadowForecasts[0]))
                        .values(Topics.FORECASTS_SHADOW, (forecast, at) -> {
                            shadowForecasts[0] += forecast.role() == ModelRole.SHADOW ? 1 : 0;
                        }));
    }

    private static TaskLogic.Factory sleepInTheShadow(String step, TaskLogic.Factory factory) {
        if (!step.equals(Steps.SCORE_SHADOWS)) {
            return factory;
        }
        return task -> {
            TaskLogic logic = factory.open(task);
            return new TaskLogic() {
                @Override
                public void apply(KnownRecord record) {
                    if (record.topic().equals(Topics.FEATURES_SCORED.name())) {
                        sleepASecond();
                    }
                    logic.apply(record);
                }

                @Override
                public void tick(long tickMs) {
                    logic.tick(tickMs);
                }
            };
        };
    }

    private static void sleepASecond() {
        try {
            Thread.sleep(1_000); // what is tested
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static GridcastConfig config(Path directory, PackShipment champion, List<PackShipment> shadows) {
        Settings settings = new Settings(Map.of(
                "engine.state-dir", directory.resolve("state").toString(),
                "engine.transaction-timeout", "60s",
                "forecast.from", FROM.toString()));
        GridcastConfig config = GridcastConfig.read(settings, Partitions.of(1));
        Set<String> packs = shadows.isEmpty()
                ? Set.of(champion.packHash())
                : Set.of(champion.packHash(), shadows.get(0).packHash());
        return config.trusting(config.lifecycle().trust().andPacks(packs));
    }

    private static FeedFolder simulate() {
        Path feeds = directory.resolve("feeds");
        var out = new StringWriter();
        int code = Gridcast.run(
                new PrintWriter(out),
                new PrintWriter(out),
                SimulatedFeeds.command(feeds, BEGIN, TO.plus(Duration.ofDays(3)), 1, 1, 4)
                        .toArray(String[]::new));
        assertThat(code).as(out.toString()).isZero();
        return FeedFolder.open(feeds);
    }
}
