package io.gridcast.app.cli;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.live.ForecastTable;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.replay.Replay;
import io.gridcast.app.replay.TopicDigest;
import io.gridcast.app.report.ForecastFile;
import io.gridcast.app.report.ReportFile;
import io.gridcast.app.report.ReportJson;
import io.gridcast.app.report.ReportTable;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.serdes.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
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
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ReplayOptions replay = new ReplayOptions();

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "0",
            description = "N times real time. Default: as fast as the engine goes.")
    private double speed;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Stop after so long, training and history apart (default: at --to).")
    private @Nullable String duration;

    @Option(names = "--serve", description = "Answer REST, /metrics, /livez and /readyz meanwhile.")
    private boolean serve;

    @Mixin
    private final HttpOptions http = new HttpOptions();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report for machines, too.")
    private @Nullable Path json;

    @Option(
            names = "--forecasts",
            paramLabel = "FILE",
            description =
                    "Write the forecast of each series and target that is the newest at --to, as CSV, a slot a line.")
    private @Nullable Path forecasts;

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

    @Override
    public Integer call() throws Exception {
        Optional<Duration> atMost = Optional.ofNullable(duration).map(text -> WaitTimes.parse(spec, text));
        requireUsable();
        replay.prepare(settings -> settings.at(speed).atMost(atMost), UnaryOperator.identity(), this::replay);
        return 0;
    }

    private void replay(ReplayOptions.Prepared prepared) throws Exception {
        report(result(prepared));
        if (forecasts != null) {
            writeForecasts(forecasts, prepared.platform(), prepared.settings().to());
        }
        if (digest != null) {
            writeDigest(digest, prepared.platform());
        }
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
        if (forecasts != null) {
            Destination.requireWritable(forecasts, "--forecasts");
        }
        if (digest != null) {
            Destination.requireWritable(digest, "--digest");
        }
        if (serve) {
            http.requireFree();
        }
    }

    private Replay.Result result(ReplayOptions.Prepared prepared) throws InterruptedException {
        if (noEngine) {
            return prepared.replay(() -> {});
        }
        Platform platform = prepared.platform();
        try (LiveEngine live = serve ? prepared.startServing(http) : prepared.startEngine();
                @Nullable
                        ServedEngine served =
                                serve ? ServedEngine.start(platform, prepared.config(), live, http) : null) {
            if (served != null) {
                replay.say(served.server().url() + "/metrics, /livez, /readyz");
            }
            return prepared.replay(live);
        }
    }

    /** Time goes on a little after {@code to}; what is issued then knows nothing newer. */
    private void writeForecasts(Path file, Platform platform, Instant to) {
        List<Forecast> issued = new ArrayList<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry()).values(Topics.FORECASTS, (forecast, at) -> {
                    if (!forecast.issuedAt().isAfter(to)) {
                        issued.add(forecast);
                    }
                }));
        List<Forecast> newest = ForecastFile.newest(issued);
        ForecastFile.write(file, newest);
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.print(ForecastTable.format(newest));
        out.println("the newest forecasts, slot by slot, are in " + file);
        out.flush();
    }

    private void report(Replay.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.print(ReportTable.format(result.report()));
        out.println();
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
            ReportJson.write(
                    json, ReportJson.of(result.report(), result.counts().byName()));
        }
    }

    private static void writeDigest(Path file, Platform platform) {
        ReportFile.write(
                file, TopicDigest.format(TopicDigest.read(platform.cluster().client(), platform.registry())));
    }
}
