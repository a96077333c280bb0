package io.gridcast.app.simulator;

import io.gridcast.core.check.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the simulated country is like.
 *
 * @param seed the same seed gives the same country, byte for byte
 * @param zones number of bidding zones, each with weather and a price of its own
 * @param feeders number of metered feeders, dealt out to the zones in turn
 * @param meters number of meters, spread evenly over the feeders; the country's load does not depend on it
 * @param resolution length of a slot of feeders and zones, a divisor of an hour
 * @param readingDelay within how long after its interval a reading arrives, by concentrator, at most one slot
 * @param faults what goes wrong, all at once; empty for a perfect country
 * @param heatPumps how the country changes its behaviour; {@link HeatPumps#NONE} for one that does not
 */
public record SimulatorOptions(
        long seed,
        int zones,
        int feeders,
        int meters,
        Duration resolution,
        Duration readingDelay,
        List<FaultRule> faults,
        HeatPumps heatPumps) {
    /** 3 zones, 12 feeders, 5,000 meters, hourly, nothing wrong. */
    public static final SimulatorOptions DEFAULT = new SimulatorOptions(
            1, 3, 12, 5_000, Duration.ofHours(1), Duration.ofSeconds(60), List.of(), HeatPumps.NONE);

    public SimulatorOptions {
        faults = List.copyOf(faults);
        List<String> problems = new ArrayList<>();
        expect(problems, zones >= 1 && zones <= 100, "zones is " + zones + ", must be 1 to 100");
        expect(
                problems,
                feeders >= zones,
                "feeders is " + feeders + ", must be at least the number of zones, " + zones);
        expect(
                problems,
                meters >= feeders,
                "meters is " + meters + ", must be at least the number of feeders, " + feeders);
        expect(
                problems,
                resolution.toMillis() >= 300_000 && Duration.ofHours(1).toMillis() % resolution.toMillis() == 0,
                "resolution is " + resolution + ", must be PT5M to PT1H and divide an hour");
        expect(
                problems,
                !readingDelay.isNegative() && readingDelay.compareTo(resolution) <= 0,
                "reading delay is " + readingDelay + ", must be PT0S to one slot, " + resolution);
        Checks.require(problems.isEmpty(), String.join("; ", problems));
    }

    /** The same country with another seed. */
    public SimulatorOptions withSeed(long other) {
        return new SimulatorOptions(other, zones, feeders, meters, resolution, readingDelay, faults, heatPumps);
    }

    /** The same country counted with this many meters. */
    public SimulatorOptions withMeters(int other) {
        return new SimulatorOptions(seed, zones, feeders, other, resolution, readingDelay, faults, heatPumps);
    }

    /** The same country with slots of this length. */
    public SimulatorOptions withResolution(Duration other) {
        return new SimulatorOptions(seed, zones, feeders, meters, other, readingDelay, faults, heatPumps);
    }

    /** The same country with these faults instead. */
    public SimulatorOptions withFaults(FaultRule... others) {
        return new SimulatorOptions(seed, zones, feeders, meters, resolution, readingDelay, List.of(others), heatPumps);
    }

    /** The same country, until these heat pumps appear. */
    public SimulatorOptions withHeatPumps(HeatPumps others) {
        return new SimulatorOptions(seed, zones, feeders, meters, resolution, readingDelay, faults, others);
    }

    private static void expect(List<String> problems, boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
