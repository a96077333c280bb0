package io.gridcast.tests.metering;

import java.util.Locale;
import java.util.Map;

/**
 * What a run brought.
 *
 * @param readings right ones, each sent in time to be used
 * @param records all that was sent, faults too
 * @param seconds from the first record to the last tick's arrival behind the sums
 * @param slots that the readings add up to
 * @param missing slots of these without any observed load
 * @param leastCoverage of the final revisions
 * @param greatestDifference between a final revision and the sum of the data's own readings, relative
 * @param faults what was sent of each kind, and found
 */
public record MeteringOutcome(
        long readings,
        long records,
        double seconds,
        int slots,
        int missing,
        double leastCoverage,
        double greatestDifference,
        Map<Fault, Tally> faults) {
    /** The sums must be as near as this, relative. */
    public static final double TOLERANCE = 1e-6;

    /**
     * One kind of fault.
     *
     * @param lost sent and not found, each compared by what it is about
     * @param strange found and not sent
     */
    public record Tally(long sent, long found, long lost, long strange) {
        boolean holds() {
            return lost == 0 && strange == 0;
        }
    }

    public MeteringOutcome {
        faults = Map.copyOf(faults);
    }

    /** Whether every slot is there, whole and right, and every fault was found. */
    public boolean holds() {
        return missing == 0
                && leastCoverage == 1
                && greatestDifference <= TOLERANCE
                && faults.values().stream().allMatch(Tally::holds);
    }

    /** For people. */
    public String format() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                """
                %,d readings (%,d records) in %.1f s: %,.0f records/s
                %,d slots, %d missing, least coverage %.4f %%
                greatest relative difference from the data's own sums %.2g
                """,
                readings,
                records,
                seconds,
                records / seconds,
                slots,
                missing,
                leastCoverage * 100,
                greatestDifference));
        for (Fault fault : Fault.values()) {
            Tally tally = faults.get(fault);
            if (tally != null) {
                text.append(String.format(
                        Locale.ROOT,
                        "%-14s %,9d sent %,9d found %d lost %d strange%n",
                        fault.name().toLowerCase(Locale.ROOT),
                        tally.sent(),
                        tally.found(),
                        tally.lost(),
                        tally.strange()));
            }
        }
        return text.append(holds() ? "holds" : "DOES NOT HOLD")
                .append(System.lineSeparator())
                .toString();
    }
}
