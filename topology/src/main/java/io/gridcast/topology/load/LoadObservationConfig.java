package io.gridcast.topology.load;

import io.gridcast.core.check.Checks;
import java.time.Duration;

/**
 * How loads are observed.
 *
 * @param meterPartitions partitions of the meters' topics ({@code partitions.meters})
 * @param seriesPartitions partitions of the series' topics ({@code partitions.series})
 * @param grace how long after its end a slot waits for what is missing ({@code readings.grace})
 * @param late how old an interval may be for a reading of it still to be used ({@code readings.late}), at most a week, because a
 *     value is estimated from the week before and blocks are kept for sixteen days
 * @param tolerance how far ahead of the clock a publisher's clock may be ({@code readings.tolerance})
 * @param stuckIntervals how many intervals of one value, other than zero, make a meter stuck ({@code readings.stuck})
 * @param scadaHold how long a SCADA measurement holds at most ({@code scada.hold})
 * @param cachedMeters how many blocks of meters a task keeps decoded in heap
 * @param maxRecordBytes largest record that broker and producer accept
 */
public record LoadObservationConfig(
        int meterPartitions,
        int seriesPartitions,
        Duration grace,
        Duration late,
        Duration tolerance,
        int stuckIntervals,
        Duration scadaHold,
        int cachedMeters,
        int maxRecordBytes) {
    /** As long as blocks allow. */
    public static final Duration LONGEST_LATE = Duration.ofDays(7);

    public LoadObservationConfig {
        requireAtLeast("partitions.meters", meterPartitions, 1);
        requireAtLeast("partitions.series", seriesPartitions, 1);
        Checks.requirePositive("readings.grace", grace);
        Checks.requirePositive("readings.late", late);
        Checks.require(
                late.compareTo(LONGEST_LATE) <= 0, "readings.late is " + late + ", must be at most " + LONGEST_LATE);
        Checks.require(
                grace.compareTo(late) < 0,
                "readings.grace is " + grace + ", must be shorter than readings.late, which is " + late);
        Checks.require(!tolerance.isNegative(), "readings.tolerance is " + tolerance + ", must not be negative");
        requireAtLeast("readings.stuck", stuckIntervals, 2);
        Checks.requirePositive("scada.hold", scadaHold);
        requireAtLeast("readings.cached-meters", cachedMeters, 1);
        requireAtLeast("gridcast.max.record.bytes", maxRecordBytes, 16_384);
    }

    /** The defaults, on so many partitions. */
    public static LoadObservationConfig of(int meterPartitions, int seriesPartitions) {
        return new LoadObservationConfig(
                meterPartitions,
                seriesPartitions,
                Duration.ofMinutes(5),
                LONGEST_LATE,
                Duration.ofSeconds(2),
                96,
                Duration.ofMinutes(15),
                20_000,
                1_000_000);
    }

    private static void requireAtLeast(String name, int value, int least) {
        Checks.require(value >= least, name + " is " + value + ", must be at least " + least);
    }
}
