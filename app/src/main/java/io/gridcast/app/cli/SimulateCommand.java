package io.gridcast.app.cli;

import io.gridcast.app.http.Pulse;
import io.gridcast.app.live.SimulatedPresent;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.progress.Progress;
import io.gridcast.app.simulator.FaultRule;
import io.gridcast.app.simulator.FeedFolderWriter;
import io.gridcast.app.simulator.HeatPumps;
import io.gridcast.app.simulator.SimulatedCountry;
import io.gridcast.app.simulator.SimulatorOptions;
import io.gridcast.app.topics.Keep;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        description = {
            "Writes feed files of a small country that never was: loads, prices, weather and outlooks.",
            "The same seed and options give the same files, byte for byte.",
            "With --bootstrap-servers it publishes the country on a cluster instead: the past at once, as loads of series, then"
                    + " the present as readings of meters, with the ticks of its own time, for `gridcast run --no-clock`. The"
                    + " topics must be there, made with --keep-everything where the country's time is not ours."
        },
        footer = {
            "  gridcast simulate --out feeds",
            "  gridcast simulate --out feeds --seed 7 --from 2025-01-01 --to 2026-01-01 --resolution PT15M",
            "  gridcast simulate --out feeds --from 2025-01-01 --to 2025-03-01 --readings --meters 500 "
                    + "--faults stuck=0.01,missing,outage:market.outlook",
            "  gridcast simulate --out feeds --from 2024-01-01 --to 2025-06-01 --heat-pumps-from 2025-01-15",
            "  gridcast simulate --bootstrap-servers localhost:9092 --schema-registry http://localhost:8081",
            "  gridcast simulate --bootstrap-servers localhost:9092 --schema-registry http://localhost:8081 --speed 60"
                    + " --duration 10m --faults stuck=0.01,late"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final Instant FILES_FROM = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant FILES_TO = Instant.parse("2025-01-01T00:00:00Z");
    private static final Duration PAST = Duration.ofDays(50);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration MOVES_WITHIN = Duration.ofMinutes(1);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", description = "A new or empty folder for the files.")
    private @Nullable Path out;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Moment.class,
            description =
                    "From when on to tell what becomes known (default: 2024-01-01; 50 days before --to on a cluster).")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Moment.class,
            description =
                    "Until when, itself out (default: 2025-01-01). On a cluster the present begins then (default: now).")
    private @Nullable Instant to;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "On a cluster: N times real time (default: ${DEFAULT-VALUE}).")
    private double speed = 1;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "On a cluster: stop after so long (default: when interrupted).")
    private @Nullable String duration;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Option(names = "--seed", paramLabel = "N", description = "Which country (default: 1).")
    private long seed = SimulatorOptions.DEFAULT.seed();

    @Option(names = "--zones", paramLabel = "N", description = "Bidding zones (default: 3).")
    private int zones = SimulatorOptions.DEFAULT.zones();

    @Option(names = "--feeders", paramLabel = "N", description = "Metered feeders in all (default: 12).")
    private int feeders = SimulatorOptions.DEFAULT.feeders();

    @Option(
            names = "--meters",
            paramLabel = "N",
            description = "Meters in all (default: 5000); the load does not depend on it.")
    private int meters = SimulatorOptions.DEFAULT.meters();

    @Option(
            names = "--resolution",
            paramLabel = "DURATION",
            description = "Length of a slot, PT5M to PT1H (default: PT1H).")
    private Duration resolution = SimulatorOptions.DEFAULT.resolution();

    @Option(names = "--readings", description = "Tell feeders by the readings of their meters instead of their loads.")
    private boolean readings;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "FAULT",
            description = {
                "What goes wrong, as kind[=rate][:subject][@from/to]:",
                "stuck, missing, spike (of meters), late, clock (not in files), outage (of feeds). Example: "
                        + "missing=0.02,outage:weather.forecast/COAST@2024-05-01T00:00:00Z/2024-05-03T00:00:00Z"
            })
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--heat-pumps-from",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "The country changes: heat pumps appear then, and no outlook knows of them.")
    private @Nullable Instant heatPumpsFrom;

    @Option(
            names = "--heat-pump-share",
            paramLabel = "SHARE",
            description = "Share of homes that get one (default: ${DEFAULT-VALUE}).")
    private double heatPumpShare = 0.25;

    @Mixin
    private final LivezOption livez = new LivezOption();

    @Override
    public Integer call() throws InterruptedException {
        if (speed <= 0) {
            throw wrong("--speed is " + speed + ", must be more than 0");
        }
        var country = new SimulatedCountry(options());
        Optional<Platform> named = platformOptions.named();
        if (named.isEmpty()) {
            writeFiles(country);
            return 0;
        }
        try (Platform platform = named.get()) {
            publish(platform, country);
        }
        return 0;
    }

    private void writeFiles(SimulatedCountry country) {
        if (out == null) {
            throw wrong(
                    "missing required option: '--out=DIR', or '--bootstrap-servers=HOST:PORT' to publish on a cluster");
        }
        Period period = period(FILES_FROM, FILES_TO);
        var writer = new FeedFolderWriter(country, readings);
        long hours = Duration.between(period.from, period.to).toHours();
        try (Progress progress = Progress.onStderr("simulate", "hours", readings ? 2 * hours : hours)) {
            Passes passes = new Passes(progress, period.from, hours);
            writer.write(out, period.from, period.to, passes::at);
            passes.end();
        }
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%d series in %d zones, %s to %s, are in %s; next: gridcast replay --data %s%n",
                        country.series().size(),
                        zones,
                        period.from,
                        period.to,
                        out,
                        out);
    }

    private void publish(Platform platform, SimulatedCountry country) throws InterruptedException {
        if (out != null || readings) {
            throw wrong("--out and --readings are for files: leave them out, or leave --bootstrap-servers out");
        }
        Optional<Duration> atMost = Optional.ofNullable(duration).map(text -> WaitTimes.parse(spec, text));
        Instant begins = Optional.ofNullable(to).orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS));
        Period period = period(begins.minus(PAST), begins);
        boolean isOurTime = to == null && speed == 1;
        platform.requireTopics(isOurTime ? Keep.AS_CATALOGUED : Keep.EVERYTHING);
        platform.requireSchemas();
        var pulse = new Pulse("the country's time moved", MOVES_WITHIN, System::nanoTime);
        pulse.busy();
        try (LivezOption.Answers answers = livez.start("simulator", pulse);
                SimulatedPresent present = new SimulatedPresent(platform, country, period.to, speed)) {
            long published = present.publishPast(period.from);
            say(published + " facts of the past published on " + platform.description() + "; the country's time is "
                    + period.to + " and runs " + speed + " times as fast as ours");
            long startNs = System.nanoTime();
            Instant moved = present.now();
            present.start();
            pulse.beat();
            while (atMost.isEmpty()
                    || System.nanoTime() - startNs < atMost.get().toNanos()) {
                present.requireNoFailure();
                if (present.now().isAfter(moved)) {
                    moved = present.now();
                    pulse.beat();
                }
                Thread.sleep(LOOK_EVERY.toMillis());
            }
            present.requireNoFailure();
            say("the country's time is " + present.now());
        }
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private Period period(Instant fromByDefault, Instant toByDefault) {
        Period period = new Period(from == null ? fromByDefault : from, to == null ? toByDefault : to);
        if (!period.from.isBefore(period.to)) {
            throw wrong("--from is " + period.from + ", not before --to, which is " + period.to);
        }
        return period;
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private SimulatorOptions options() {
        List<FaultRule> rules = faults.stream().map(FaultRule::parse).toList();
        try {
            return new SimulatorOptions(
                    seed,
                    zones,
                    feeders,
                    meters,
                    resolution,
                    SimulatorOptions.DEFAULT.readingDelay(),
                    rules,
                    heatPumps());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private HeatPumps heatPumps() {
        return heatPumpsFrom == null ? HeatPumps.NONE : new HeatPumps(heatPumpsFrom, heatPumpShare);
    }

    private record Period(Instant from, Instant to) {}

    /** Readings go through the time once more, after all else. */
    private static final class Passes {
        private final Progress progress;
        private final Instant from;
        private final long hours;
        private Instant last = Instant.MIN;
        private long before;

        Passes(Progress progress, Instant from, long hours) {
            this.progress = progress;
            this.from = from;
            this.hours = hours;
        }

        void end() {
            progress.at(before + hours);
        }

        void at(Instant time) {
            if (time.equals(last)) {
                return;
            }
            if (time.isBefore(last)) {
                before = hours;
            }
            last = time;
            progress.at(
                    before + Duration.between(from, time).toHours(),
                    time.toString().substring(0, 10));
        }
    }
}
