package io.gridcast.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.fetch.ConsumptionDataset;
import io.gridcast.app.fetch.EnergiDataService;
import io.gridcast.app.fetch.FeedSource;
import io.gridcast.app.fetch.Fetch;
import io.gridcast.app.fetch.FetchedFolder;
import io.gridcast.app.fetch.LiveFeed;
import io.gridcast.app.fetch.SetAside;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.topics.Keep;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.training.feed.FeedFolder;
import io.gridcast.training.feed.TimedEvent;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "fetch",
        description = {
            "Fetches real data into a folder of feed files: consumption of Denmark by price area and industry code, each a series of"
                    + " its own with totals, and day-ahead prices. Called again, it goes on where the files end.",
            "With --forecast it then replays the last days through an engine of its own, with models trained on what came before, and"
                    + " writes the newest forecast of each series. With --bootstrap-servers it publishes what is new on a cluster."
        },
        footer = {
            "  gridcast fetch energi-data-service --out denmark --from 2021-01-01 --to 2023-06-01",
            "  gridcast fetch energi-data-service --out denmark --from 2022-06-01 --to 2023-06-01 --forecast next-day.csv",
            "  gridcast fetch energi-data-service --out denmark --loads DK36 --every 1h"
                    + " --bootstrap-servers localhost:9092 --schema-registry http://localhost:8081"
        })
final class FetchCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAST = Duration.ofDays(730);
    private static final Duration PRICES_AHEAD = Duration.ofDays(2);
    private static final Duration REPLAYED = Duration.ofDays(3);
    private static final Duration LEAST_BETWEEN = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            defaultValue = "energi-data-service",
            description = "Who is asked: energi-data-service (the default, and the only one so far).")
    private String source = "energi-data-service";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder of feed files.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "Since when (default: two years before --to).")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "Until when, itself out (default: now, and the prices of tomorrow).")
    private @Nullable Instant to;

    @Option(
            names = "--areas",
            split = ",",
            paramLabel = "AREA",
            description = "Price areas, with commas between (default: DK1,DK2).")
    private List<String> areas = List.of("DK1", "DK2");

    @Option(
            names = "--loads",
            paramLabel = "CODES",
            description =
                    "By which industry codes: DE35 (by price area; the default) or DK36 (newer, of the whole country).")
    private ConsumptionDataset loads = ConsumptionDataset.DE35;

    @Option(names = "--url", paramLabel = "URL", description = "Where the service answers (default: ${DEFAULT-VALUE}).")
    private URI url = EnergiDataService.ADDRESS;

    @Option(
            names = "--forecast",
            paramLabel = "FILE",
            description = "Then forecast from the end of the loads, slot by slot, into this CSV file.")
    private @Nullable Path forecast;

    @Option(names = "--json", description = "Print an object: changed, series, set_aside.")
    private boolean asJson;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description =
                    "With --bootstrap-servers: fetch and publish again each time so long has gone by (default: once).")
    private @Nullable String every;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "With --every: stop after so long (default: when interrupted).")
    private @Nullable String duration;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Override
    public Integer call() throws InterruptedException {
        Optional<Duration> pause = Optional.ofNullable(every).map(text -> WaitTimes.parse(spec, text));
        Optional<Duration> atMost = Optional.ofNullable(duration).map(text -> WaitTimes.parse(spec, text));
        requireUsable(pause, atMost);
        FeedSource asked = new EnergiDataService(url, new TreeSet<>(areas), loads);
        Optional<Platform> cluster = platformOptions.named();
        if (cluster.isPresent()) {
            try (Platform platform = cluster.get()) {
                publish(asked, platform, pause, atMost);
            }
            return 0;
        }
        fetch(asked);
        return forecast == null ? 0 : spec.commandLine().getParent().execute(asReplay(forecast));
    }

    private void requireUsable(Optional<Duration> pause, Optional<Duration> atMost) {
        if (!source.equals("energi-data-service")) {
            throw wrong("SOURCE is '" + source + "', must be energi-data-service");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw wrong("--from is " + from + ", not before --to, which is " + to);
        }
        if (pause.isPresent() && pause.get().compareTo(LEAST_BETWEEN) < 0) {
            throw wrong("--every is " + every + ", must be 5m or more: the service is free, and asks to be spared");
        }
        if (atMost.isPresent() && pause.isEmpty()) {
            throw wrong("--duration goes with --every");
        }
        if (forecast != null) {
            Destination.requireWritable(forecast, "--forecast");
        }
    }

    private List<TimedEvent> fetch(FeedSource asked) throws InterruptedException {
        FetchedFolder folder = FetchedFolder.open(out, asked);
        Instant until = to == null ? Instant.now().truncatedTo(ChronoUnit.HOURS).plus(PRICES_AHEAD) : to;
        Instant since = from == null ? until.minus(PAST) : from;
        SetAside setAside = new SetAside();
        Fetch fetch = new Fetch(
                asked,
                folder,
                (what, stretch, rows) -> say(what + " " + stretch.from() + " to " + stretch.to() + ": " + rows));
        List<TimedEvent> changed = fetch.run(since, until, setAside);
        report(changed.size(), FeedFolder.open(out).series().size(), setAside.lines());
        return changed;
    }

    private void report(int changed, int series, List<String> setAside) {
        PrintWriter print = spec.commandLine().getOut();
        if (asJson) {
            ObjectNode node = JSON.createObjectNode().put("changed", changed).put("series", series);
            setAside.forEach(node.putArray("set_aside")::add);
            print.println(node.toPrettyString());
        } else {
            setAside.forEach(this::say);
            print.println(changed + " new or corrected values; " + series + " series are in " + out);
        }
        print.flush();
    }

    private void publish(FeedSource asked, Platform platform, Optional<Duration> pause, Optional<Duration> atMost)
            throws InterruptedException {
        if (forecast != null) {
            throw wrong("--forecast runs an engine of its own: leave it or --bootstrap-servers out");
        }
        platform.requireTopics(Keep.AS_CATALOGUED);
        platform.requireSchemas();
        long startNs = System.nanoTime();
        try (LiveFeed live = new LiveFeed(platform, out, InstantSource.system())) {
            while (true) {
                long published = live.publish(fetch(asked));
                say(published + " facts published on " + platform.description());
                if (pause.isEmpty() || !waited(pause.get(), startNs, atMost)) {
                    return;
                }
            }
        }
    }

    /** False when the time is over. */
    private static boolean waited(Duration pause, long startNs, Optional<Duration> atMost) throws InterruptedException {
        long nextNs = System.nanoTime() + pause.toNanos();
        long endNs = atMost.map(limit -> startNs + limit.toNanos()).orElse(Long.MAX_VALUE);
        while (System.nanoTime() - nextNs < 0) {
            if (System.nanoTime() >= endNs) {
                return false;
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
        return true;
    }

    /** Ends with the loads, so that the newest forecast is of the day after them. */
    private String[] asReplay(Path file) {
        Instant last = null;
        for (Iterator<TimedEvent> events = FeedFolder.open(out).events(); events.hasNext(); ) {
            TimedEvent event = events.next();
            last = event.fact() instanceof ObservedLoad ? event.availableAt() : last;
        }
        if (last == null) {
            throw new ExplainedException(
                    out + " holds no loads",
                    "there is nothing to forecast",
                    "choose another stretch or another dataset: --from, --to, --loads");
        }
        Instant first = last.minus(REPLAYED).truncatedTo(ChronoUnit.DAYS);
        List<String> args = new ArrayList<>(List.of("replay", "--data", out.toString()));
        args.addAll(List.of("--from", first.toString(), "--to", last.toString()));
        args.addAll(List.of("--forecasts", file.toString()));
        return args.toArray(String[]::new);
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
