package io.gridcast.app.cli;

import io.gridcast.app.progress.Progress;
import io.gridcast.app.simulator.FaultRule;
import io.gridcast.app.simulator.FeedFolderWriter;
import io.gridcast.app.simulator.HeatPumps;
import io.gridcast.app.simulator.SimulatedCountry;
import io.gridcast.app.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        description = {
            "Writes feed files of a small country that never was: loads, prices, weather and outlooks.",
            "The same seed and options give the same files, byte for byte."
        },
        footer = {
            "  gridcast simulate --out feeds",
            "  gridcast simulate --out feeds --seed 7 --from 2025-01-01 --to 2026-01-01 --resolution PT15M",
            "  gridcast simulate --out feeds --from 2025-01-01 --to 2025-03-01 --readings --meters 500 "
                    + "--faults stuck=0.01,missing,outage:market.outlook",
            "  gridcast simulate --out feeds --from 2024-01-01 --to 2025-06-01 --heat-pumps-from 2025-01-15"
        })
final class SimulateCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new or empty folder for the files.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "2024-01-01",
            converter = Moment.class,
            description = "From when on to tell what becomes known (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            defaultValue = "2025-01-01",
            converter = Moment.class,
            description = "Until when, itself out (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Instant to;

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

    @Override
    public void run() {
        if (!from.isBefore(to)) {
            throw new ParameterException(spec.commandLine(), "--from is " + from + ", not before --to, which is " + to);
        }
        var country = new SimulatedCountry(options());
        var writer = new FeedFolderWriter(country, readings);
        long hours = Duration.between(from, to).toHours();
        try (Progress progress = Progress.onStderr("simulate", "hours", readings ? 2 * hours : hours)) {
            Passes passes = new Passes(progress, hours);
            writer.write(out, from, to, passes::at);
            passes.end();
        }
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%d series in %d zones, %s to %s, are in %s; next: gridcast replay --data %s%n",
                        country.series().size(),
                        zones,
                        from,
                        to,
                        out,
                        out);
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

    /** Readings go through the time once more, after all else. */
    private final class Passes {
        private final Progress progress;
        private final long hours;
        private Instant last = Instant.MIN;
        private long before;

        Passes(Progress progress, long hours) {
            this.progress = progress;
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
