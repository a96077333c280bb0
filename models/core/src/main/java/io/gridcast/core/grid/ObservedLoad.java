package io.gridcast.core.grid;

import io.gridcast.core.check.Checks;
import java.time.Duration;
import java.time.Instant;

/**
 * The load of a series over one slot.
 *
 * @param slot start of the slot
 * @param resolution its length
 * @param loadMw mean power over the slot, MW
 * @param coverage share of what was expected that was measured, 0 to 1
 * @param revision 0 for the first value of a slot, then one more for each correction
 */
public record ObservedLoad(
        String seriesId,
        Instant slot,
        Duration resolution,
        double loadMw,
        double coverage,
        LoadQuality quality,
        int revision) {
    public ObservedLoad {
        Checks.requireText("seriesId", seriesId);
        Checks.requirePositive("resolution", resolution);
        Checks.require(coverage >= 0 && coverage <= 1, "coverage is " + coverage + ", must lie between 0 and 1");
    }

    /** First instant after the slot. */
    public Instant slotEnd() {
        return slot.plus(resolution);
    }
}
