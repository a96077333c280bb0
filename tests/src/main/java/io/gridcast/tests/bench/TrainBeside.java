package io.gridcast.tests.bench;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
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
import io.gridcast.app.train.FolderHistory;
import io.gridcast.app.train.TrainingRun;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.Topics;
import io.gridcast.tests.replay.CommandLines;
import io.gridcast.tests.replay.RunningCommand;
import io.gridcast.training.feed.FeedFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a training beside a running engine does to its latency: a replay at a steady pace, as live, with and without `gridcast train` on
 * one thread and at the priority of `gridcast trainer`. Latency is from when a reader sees the tick of an hour among the readings to when
 * it sees the load forecast of that hour, committed.
 *
 * <p>Arguments: the feed folder, the first forecast, how many days, a work directory, how many pairs of runs.
 */
public final class TrainBeside {
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(2);
    /** An hour of the feed lasts a quarter of a second. */
    private static final double SPEED = 4 * 3600;

    private static final int TICKS_AHEAD = 1_500;
    private static final long RECORDS_AHEAD = 400_000;
    private static final int LIKE_THE_TRAINER = 10;
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final FeedFolder folder;
    private final Path data;
    private final Instant from;
    private final Instant to;
    private final Path work;
    private final PackShipment champion;

    private TrainBeside(Path data, Instant from, Instant to, Path work) {
        this.data = data;
        this.folder = FeedFolder.open(data);
        this.from = from;
        this.to = to;
        this.work = work;
        this.champion = new PackShipment(new TrainingRun(new FolderHistory(folder), from, false).train(Target.LOAD));
    }

    /** Runs and prints. */
    public static void main(String[] arguments) throws Exception {
        Instant from = Instant.parse(arguments[1] + "T00:00:00Z");
        Instant to = from.plus(Duration.ofDays(Integer.parseInt(arguments[2])));
        Path work = Files.createDirectories(Path.of(arguments[3]));
        var run = new TrainBeside(Path.of(arguments[0]), from, to, work);
        List<Double> alone = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        for (int pair = 0; pair < Integer.parseInt(arguments[4]); pair++) {
            alone.addAll(run.latencies());
            try (var trainings = new Trainings(run)) {
                beside.addAll(run.latencies());
                System.out.printf("%d trainings ended meanwhile%n", trainings.ended());
            }
        }
        print("alone", alone, alone);
        print("beside a training", beside, alone);
    }

    private static void print(String name, List<Double> ms, List<Double> alone) {
        System.out.printf(
                Locale.ROOT,
                "%-18s %d forecasts; ms from tick to forecast: p50 %.1f, p90 %.1f, p99 %.1f, longest %.1f; ratio to alone: p50 %.2f,"
                        + " p99 %.2f%n",
                name,
                ms.size(),
                quantile(ms, 0.5),
                quantile(ms, 0.9),
                quantile(ms, 0.99),
                quantile(ms, 1),
                quantile(ms, 0.5) / quantile(alone, 0.5),
                quantile(ms, 0.99) / quantile(alone, 0.99));
    }

    private static double quantile(List<Double> values, double share) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    /** Milliseconds of each forecast of one replay. */
    private List<Double> latencies() throws Exception {
        Map<Instant, Long> ticked = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<Double> latencies = new ConcurrentLinkedQueue<>();
        try (Workspace workspace = Workspace.open(Optional.empty());
                Platform platform = Platforms.embedded(workspace.directory())) {
            GridcastConfig config = config(workspace);
            platform.createTopics(config.partitions(), Keep.EVERYTHING);
            Subscription subscription = new Subscription(platform.registry())
                    .ticks(Topics.METER_READINGS, (partition, origin, time) -> ticked.put(time, System.nanoTime()))
                    .values(Topics.FORECASTS, (forecast, at) -> {
                        Long tickedNs = ticked.get(forecast.issuedAt());
                        if (forecast.target() == Target.LOAD && tickedNs != null) {
                            latencies.add((System.nanoTime() - tickedNs) / 1e6);
                        }
                    });
            try (LiveEngine live = LiveEngine.start(platform, config);
                    TopicFollower follower =
                            TopicFollower.start("latencies", platform.cluster().client(), subscription)) {
                live.engine().awaitRunning(RUNNING_WITHIN);
                var settings = new ReplaySettings(from, to, SPEED, TICKS_AHEAD, RECORDS_AHEAD, Optional.empty());
                new Replay(platform, config, settings, live.engine()::requireNoFailure)
                        .run(folder, ReplayModels.of(List.of(champion)));
                follower.requireNoFailure();
            }
        }
        return new ArrayList<>(latencies);
    }

    private GridcastConfig config(Workspace workspace) {
        GridcastConfig config = GridcastConfig.read(
                new Settings(Map.of(
                        "engine.state-dir",
                                workspace.directory().resolve("state").toString(),
                        "engine.transaction-timeout", "60s",
                        "forecast.from", from.toString())),
                Partitions.of(1));
        return config.trusting(config.lifecycle().trust().andPacks(Set.of(champion.packHash())));
    }

    /** Trains again and again in a process of its own, until it is closed. */
    private static final class Trainings implements AutoCloseable {
        private final TrainBeside run;
        private final Thread thread = new Thread(this::train, "trainings");
        private volatile boolean closed;
        private final AtomicInteger ended = new AtomicInteger();

        Trainings(TrainBeside run) {
            this.run = run;
            thread.start();
        }

        int ended() {
            return ended.get();
        }

        private void train() {
            try {
                while (!closed) {
                    try (RunningCommand training = CommandLines.niced(run.work, LIKE_THE_TRAINER, "-Xmx1g")
                            .start("training", arguments())) {
                        awaitEnd(training);
                    }
                    if (!closed) {
                        ended.incrementAndGet();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void awaitEnd(RunningCommand training) throws InterruptedException {
            boolean hasEnded = false;
            while (!closed && !hasEnded) {
                hasEnded = training.awaitEnd(LOOK_EVERY);
            }
        }

        private List<String> arguments() {
            return List.of(
                    "train",
                    "--data",
                    run.data.toString(),
                    "--until",
                    run.from.toString(),
                    "--target",
                    "load",
                    "--threads",
                    "1",
                    "--out",
                    run.work.resolve("models").toString());
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            thread.join();
        }
    }
}
