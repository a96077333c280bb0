package io.gridcast.app.cli;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.platform.Workspace;
import io.gridcast.app.replay.Replay;
import io.gridcast.app.replay.ReplaySettings;
import io.gridcast.app.replay.TopicDigest;
import io.gridcast.app.report.ReportJson;
import io.gridcast.app.report.ReportTable;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.app.train.FolderHistory;
import io.gridcast.app.train.TrainingRun;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.Target;
import io.gridcast.training.feed.FeedFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = {
            "Sends feed files through the engine in the order in which things became known, and says how good the forecasts"
                    + " were.",
            "Without --bootstrap-servers it starts a broker and a registry of its own; without --packs it trains models on"
                    + " what came before --from."
        },
        footer = {
            "  gridcast replay --data ../shared/data/spain --from 2017-01-01 --to 2018-01-01",
            "  gridcast replay --data my-feeds --from 2024-06-01 --speed 3600 --json report.json",
            "  gridcast replay --data my-feeds --packs my-models --without outlook",
            "  gridcast replay --data my-feeds --packs champion --shadows challengers --json report.json"
        })
final class ReplayCommand implements Callable<Integer> {
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(2);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

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

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "0",
            description = "N times real time. Default: as fast as the engine goes.")
    private double speed;

    @Option(names = "--packs", paramLabel = "DIR", description = "Models to forecast with, instead of training them.")
    private @Nullable Path packs;

    @Option(
            names = "--shadows",
            paramLabel = "DIR",
            description =
                    "Models that forecast beside them on the same features and are scored, so that they can be compared.")
    private @Nullable Path shadows;

    @Mixin
    private final KeyOption key = new KeyOption();

    @Option(names = "--no-models", description = "Deploy nothing: forecasts stand on similar days.")
    private boolean noModels;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Stop after so long, training and history apart (default: at --to).")
    private @Nullable String duration;

    @Option(names = "--serve", description = "Answer /metrics, /livez and /readyz meanwhile.")
    private boolean serve;

    @Mixin
    private final HttpOptions http = new HttpOptions();

    @Mixin
    private final WithoutOption without = new WithoutOption();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report for machines, too.")
    private @Nullable Path json;

    @Option(
            names = "--digest",
            paramLabel = "FILE",
            description = "Write a fingerprint of each public topic: equal for equal records and ticks.")
    private @Nullable Path digest;

    @Option(
            names = "--no-engine",
            description =
                    "The engine runs elsewhere on this cluster (`gridcast run --no-clock`, with forecast.from set to"
                            + " --from).")
    private boolean noEngine;

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

    @Override
    public Integer call() throws Exception {
        Optional<Duration> atMost = Optional.ofNullable(duration).map(text -> WaitTimes.parse(spec, text));
        requireUsable();
        List<PackShipment> given = packs == null ? List.of() : PackShipment.readAll(packs);
        List<PackShipment> beside = shadows == null ? List.of() : PackShipment.readAll(shadows);
        FeedFolder folder = FeedFolder.open(data);
        ReplaySettings period = ReplaySettings.choose(folder, Optional.ofNullable(from), Optional.ofNullable(to), speed)
                .atMost(atMost);
        try (Workspace workspace = Workspace.open(Optional.ofNullable(keep))) {
            GridcastConfig config = config(workspace, period);
            try (Platform platform =
                    platformOptions.named().orElseGet(() -> Platforms.embedded(workspace.directory()))) {
                platform.createTopics(config.partitions(), Keep.EVERYTHING);
                platform.requireFresh();
                List<PackShipment> champions = noModels ? List.of() : packs == null ? train(folder, period) : given;
                Replay.Result result =
                        replay(platform, trusting(config, champions, beside), period, folder, champions, beside);
                report(result);
                if (digest != null) {
                    writeDigest(digest, platform);
                }
            }
        }
        return 0;
    }

    /** The engine believes the packs that this command names, by their hashes: so two replays put the same on record. */
    private static GridcastConfig trusting(
            GridcastConfig config, List<PackShipment> champions, List<PackShipment> beside) {
        return config.trusting(config.lifecycle()
                .trust()
                .andPacks(Stream.concat(champions.stream(), beside.stream())
                        .map(PackShipment::packHash)
                        .toList()));
    }

    /** What would otherwise fail after minutes, or when all is done. */
    private void requireUsable() {
        if (!(speed >= 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--speed is " + speed + ", must be 0 (as fast as the engine goes) or more");
        }
        if (json != null) {
            Destination.requireWritable(json, "--json");
        }
        if (digest != null) {
            Destination.requireWritable(digest, "--digest");
        }
        if (serve) {
            http.requireFree();
        }
    }

    private List<PackShipment> train(FeedFolder folder, ReplaySettings period) {
        say("no --packs given: training on what became known before " + period.from()
                + (without.outlook() ? ", without the outlook" : ""));
        TrainingRun run = new TrainingRun(new FolderHistory(folder), period.from(), without.outlook());
        KeyOption.Signer signer = key.signer();
        List<PackShipment> champions = new ArrayList<>();
        for (Target target : run.targets()) {
            try {
                champions.add(new PackShipment(signer.sign(run.train(target))));
            } catch (ExplainedException tooLittle) {
                say("no model for " + target.name().toLowerCase(Locale.ROOT) + ": " + tooLittle.what()
                        + "; forecasts stand on similar days");
            }
        }
        return champions;
    }

    private Replay.Result replay(
            Platform platform,
            GridcastConfig config,
            ReplaySettings period,
            FeedFolder folder,
            List<PackShipment> champions,
            List<PackShipment> beside)
            throws InterruptedException {
        if (noEngine) {
            return new Replay(platform, config, period, () -> {}).run(folder, champions, beside);
        }
        try (LiveEngine live = LiveEngine.start(platform, config);
                @Nullable ServedEngine served = serve ? ServedEngine.start(platform, config, live, http) : null) {
            if (served != null) {
                say(served.server().url() + "/metrics, /livez, /readyz");
            }
            live.engine().awaitRunning(RUNNING_WITHIN);
            return new Replay(platform, config, period, live.engine()::requireNoFailure).run(folder, champions, beside);
        }
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private GridcastConfig config(Workspace workspace, ReplaySettings period) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("engine.state-dir", workspace.directory().resolve("state").toString());
        defaults.put("engine.commit-interval", "200ms");
        defaults.put("engine.transaction-timeout", "60s"); // nobody takes over from an engine that ends with its replay
        defaults.put("forecast.from", period.from().toString());
        return GridcastConfig.read(
                engineOptions.settings(defaults),
                partitionOptions.given(Partitions.of(1)).orElse(Partitions.of(1)));
    }

    private void report(Replay.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.print(ReportTable.format(result.report()));
        out.println();
        Map<String, Long> counts = counts(result);
        out.printf(
                Locale.ROOT,
                "%d records in, %d forecasts out, %d set aside, %d dead letters; history %.1f s, replay %.1f s%n",
                result.counts().recordsIn(),
                result.counts().forecastsOut(),
                result.counts().setAside(),
                result.counts().deadLetters(),
                result.historySeconds(),
                result.seconds());
        out.flush();
        if (json != null) {
            ReportJson.write(json, ReportJson.of(result.report(), counts));
        }
    }

    private static Map<String, Long> counts(Replay.Result result) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("records_in", result.counts().recordsIn());
        counts.put("forecasts_out", result.counts().forecastsOut());
        counts.put("set_aside", result.counts().setAside());
        counts.put("dead_letters", result.counts().deadLetters());
        for (Rung rung : Rung.values()) {
            counts.put("rung_" + rung.number(), result.counts().byRung().getOrDefault(rung, 0L));
        }
        return counts;
    }

    private static void writeDigest(Path file, Platform platform) throws java.io.IOException {
        java.nio.file.Files.writeString(
                file, TopicDigest.format(TopicDigest.read(platform.cluster().client(), platform.registry())));
    }
}
