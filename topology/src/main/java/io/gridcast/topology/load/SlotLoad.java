package io.gridcast.topology.load;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.MilliWattHours;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.time.Duration;
import java.time.Instant;

/**
 * The load of one slot, in whole milliwatt-hours.
 *
 * @param coverage share of what was expected that was measured, 0 to 1
 */
record SlotLoad(long energyMilliWh, double coverage, LoadQuality quality) {
    private static final LoadQuality[] QUALITIES = LoadQuality.values();

    /** As it is published. */
    ObservedLoad toObservedLoad(SlotRef slot, long resolutionMs, int revision) {
        double loadMw = MilliWattHours.toMw(energyMilliWh, resolutionMs);
        return new ObservedLoad(
                slot.seriesId(),
                Instant.ofEpochMilli(slot.slotMs()),
                Duration.ofMillis(resolutionMs),
                loadMw,
                coverage,
                quality,
                revision);
    }

    /** What stands in for a slot of which nothing was measured. */
    static SlotLoad estimate(long energyMilliWh) {
        return new SlotLoad(energyMilliWh, 0, LoadQuality.ESTIMATED);
    }

    void write(BytesWriter out) {
        out.putVarLong(energyMilliWh).putDouble(coverage).putByte(quality.ordinal());
    }

    static SlotLoad read(BytesReader in) {
        return new SlotLoad(in.getVarLong(), in.getDouble(), QUALITIES[in.getByte()]);
    }
}
