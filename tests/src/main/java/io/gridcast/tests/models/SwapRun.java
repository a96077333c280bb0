package io.gridcast.tests.models;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.models.ModelDesk;
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
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.Scope;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.serdes.Topics;
import io.gridcast.training.feed.FeedFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Swaps the champion of a load again and again while real data is replayed, beside the same run without swaps, and looks
 * whether a forecast is missing, there twice, or by two versions; before that, what shadows cost. The commands are a part of
 * the feed: one sent beside it would wait behind the ticks that were sent before, a month of the feed's time.
 *
 * <p>Arguments: the feed folder, the first forecast, the end, how many swaps, how many shadows.
 */
public final class SwapRun {
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(2);
    private static final int TICKS_AHEAD = 1_500;
    /** As few as a feed of a year leaves between two of a hundred swaps; with more, each would be overtaken by the next. */
    private static final int TICKS_AHEAD_OF_SWAPS = 200;

    private static final long RECORDS_AHEAD = 400_000;
    private static final Scope SCOPE = Scope.all(Target.LOAD);

    private final FeedFolder folder;
    private final Instant from;
    private final Instant to;
    private final List<PackShipment> champions;
    private final List<PackShipment> shadows;

    private SwapRun(FeedFolder folder, Instant from, Instant to, ModelPack trained, int shadowCount) {
        this.folder = folder;
        this.from = from;
        this.to = to;
        champions = List.of(Versions.of(trained, "load-swapped", 1), Versions.of(trained, "load-swapped", 2));
        shadows = new ArrayList<>();
        for (int i = 1; i <= shadowCount; i++) {
            shadows.add(Versions.of(trained, "load-shadow", i));
        }
    }

    /** Runs and prints. */
    public static void main(String[] arguments) throws Exception {
        FeedFolder folder = FeedFolder.open(Path.of(arguments[0]));
        Instant from = Instant.parse(arguments[1] + "T00:00:00Z");
        Instant to = Instant.parse(arguments[2] + "T00:00:00Z");
        int swaps = Integer.parseInt(arguments[3]);
        ModelPack trained = new TrainingRun(new FolderHistory(folder), from, false).train(Target.LOAD);
        SwapRun run = new SwapRun(folder, from, to, trained, Integer.parseInt(arguments[4]));
        print("full pace, no shadows", new SwapRun(folder, from, to, trained, 0).run(0, TICKS_AHEAD));
        print("full pace, shadows", run.run(0, TICKS_AHEAD));
        print("no swaps", run.run(0, TICKS_AHEAD_OF_SWAPS));
        print("swaps", run.run(swaps, TICKS_AHEAD_OF_SWAPS));
    }

    private static void print(String name, Outcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "%-24s %d swaps in %.1f s, %d forecasts (%.0f/s); missing %d, twice %d, by two versions %d, not by a champion %d;"
                        + " shadow forecasts %d; ms at a tick: cut-over p50 %.2f p99 %.2f, others p50 %.2f p99 %.2f%n",
                name,
                outcome.cutOvers.size(),
                outcome.seconds,
                outcome.seen.forecasts,
                outcome.seen.forecasts / outcome.seconds,
                outcome.seen.missing,
                outcome.seen.twice,
                outcome.seen.byTwoVersions,
                outcome.seen.notByChampion,
                outcome.seen.shadowForecasts,
                outcome.times.quantileMs(0.5, outcome.cutOvers, true, outcome.from),
                outcome.times.quantileMs(0.99, outcome.cutOvers, true, outcome.from),
                outcome.times.quantileMs(0.5, outcome.cutOvers, false, outcome.from),
                outcome.times.quantileMs(0.99, outcome.cutOvers, false, outcome.from));
    }

    private Outcome run(int swaps, int ticksAhead) throws Exception {
        TickTimes times = new TickTimes();
        try (Workspace workspace = Workspace.open(Optional.empty());
                Platform platform = Platforms.embedded(workspace.directory())) {
            GridcastConfig config = config(workspace);
            platform.createTopics(config.partitions(), Keep.EVERYTHING);
            try (LiveEngine live = LiveEngine.start(platform, config, times)) {
                live.engine().awaitRunning(RUNNING_WITHIN);
                var settings = new ReplaySettings(from, to, 0, ticksAhead, RECORDS_AHEAD, Optional.empty());
                Replay.Result result = new Replay(
                                platform, config, settings, live.engine()::requireNoFailure, errands(platform, swaps))
                        .run(folder, ReplayModels.of(List.of(champions.get(0))).and(List.of(), shadows));
                Set<Long> cutOvers = new HashSet<>();
                cutOvers(platform).forEach(instant -> cutOvers.add(times.tickOf(instant)));
                return new Outcome(result.seconds(), look(platform), times, cutOvers, from);
            }
        }
    }

    private GridcastConfig config(Workspace workspace) {
        Map<String, String> set = new HashMap<>();
        set.put("engine.state-dir", workspace.directory().resolve("state").toString());
        set.put("engine.commit-interval", "20ms");
        set.put("engine.transaction-timeout", "60s");
        set.put("forecast.from", from.toString());
        // Experts cost more than models at some ticks, and know nothing of swaps.
        set.put("forecast.fusion", "false");
        set.put("forecast.calibration", "false");
        Set<String> packs = new HashSet<>();
        champions.forEach(pack -> packs.add(pack.packHash()));
        shadows.forEach(pack -> packs.add(pack.packHash()));
        GridcastConfig config = GridcastConfig.read(new Settings(set), Partitions.of(1));
        return config.trusting(config.lifecycle().trust().andPacks(packs));
    }

    /** Reads all forecasts of the load and counts what must not be. */
    private Seen look(Platform platform) {
        Map<Instant, List<Forecast>> byFirstSlot = new HashMap<>();
        long[] shadowForecasts = {0};
        Set<String> series = new HashSet<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .values(Topics.FORECASTS, (forecast, at) -> {
                            if (forecast.target() == Target.LOAD
                                    && forecast.firstSlot().isBefore(to)) {
                                series.add(forecast.seriesId());
                                byFirstSlot
                                        .computeIfAbsent(forecast.firstSlot(), slot -> new ArrayList<>())
                                        .add(forecast);
                            }
                        })
                        .values(Topics.FORECASTS_SHADOW, (forecast, at) -> {
                            if (forecast.role() == ModelRole.SHADOW) {
                                shadowForecasts[0]++;
                            }
                        }));
        Seen seen = new Seen();
        seen.shadowForecasts = shadowForecasts[0];
        for (Instant slot = from; slot.isBefore(to); slot = slot.plus(Duration.ofHours(1))) {
            seen.count(slot, byFirstSlot.getOrDefault(slot, List.of()), series.size());
        }
        return seen;
    }

    /** One champion after the other, evenly over the replay. */
    private Map<Instant, Runnable> errands(Platform platform, int swaps) {
        ModelDesk desk = new ModelDesk(platform, "person");
        Duration between = Duration.between(from, to).dividedBy(swaps + 1);
        Map<Instant, Runnable> errands = new HashMap<>();
        for (int swap = 1; swap <= swaps; swap++) {
            PackShipment next = champions.get(swap % 2);
            Instant at = from.plus(between.multipliedBy(swap));
            boolean isFirst = swap == 1;
            errands.put(at, () -> {
                if (isFirst) {
                    desk.publish(next, "a second version", at);
                }
                desk.command(CommandKind.DEPLOY, next.deployed(), SCOPE, "swap", at);
            });
        }
        return errands;
    }

    /** When a champion took over from another. */
    private Set<Instant> cutOvers(Platform platform) {
        Set<Instant> all = new TreeSet<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry()).values(Topics.MODELS_DEPLOYMENTS, (deployment, at) -> {
                    boolean isSwap = deployment.scope().equals(SCOPE)
                            && deployment.champion().isPresent()
                            && deployment.standIn().isPresent()
                            && deployment.isEffective();
                    if (isSwap) {
                        all.add(deployment.effectiveFrom());
                    }
                }));
        return all;
    }

    private record Outcome(double seconds, Seen seen, TickTimes times, Set<Long> cutOvers, Instant from) {}

    /** What was found on the forecast topic. */
    private static final class Seen {
        private long forecasts;
        private long missing;
        private long twice;
        private long byTwoVersions;
        private long notByChampion;
        private long shadowForecasts;

        void count(Instant slot, List<Forecast> ofSlot, int series) {
            forecasts += ofSlot.size();
            if (ofSlot.size() < series) {
                missing += series - ofSlot.size();
            }
            twice += Math.max(0, ofSlot.size() - series);
            byTwoVersions += ofSlot.stream().map(Forecast::model).distinct().count() > 1 ? 1 : 0;
            notByChampion += ofSlot.stream()
                    .filter(forecast ->
                            forecast.rung() != Rung.CHAMPION && forecast.rung() != Rung.CHAMPION_STALE_INPUTS)
                    .count();
        }
    }
}
