package io.gridcast.core.grid;

import java.time.Duration;

/** Energy in whole milliwatt-hours, in which the engine adds up: sums of them are exact, in whatever order they are made. */
public final class MilliWattHours {
    private static final double PER_MWH = 1e9;
    private static final double HOUR_MS = Duration.ofHours(1).toMillis();

    private MilliWattHours() {}

    /** The mean power over a slot of so much energy, MW. */
    public static double toMw(long energyMilliWh, long resolutionMs) {
        return energyMilliWh / PER_MWH / (resolutionMs / HOUR_MS);
    }

    /**
     * A mean power as the engine makes it from the energy of a slot: 3.31 MW over a quarter of an hour are 827,500,000 mWh, and those
     * are 3.31 MW to the bit or to the next double.
     */
    public static double rounded(double loadMw, long resolutionMs) {
        return toMw(of(loadMw, resolutionMs), resolutionMs);
    }

    /** The energy of a mean power over a slot. */
    public static long of(double loadMw, long resolutionMs) {
        return Math.round(loadMw * PER_MWH * (resolutionMs / HOUR_MS));
    }
}
