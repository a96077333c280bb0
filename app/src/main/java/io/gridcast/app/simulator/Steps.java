package io.gridcast.app.simulator;

/** Arithmetic on the grid of whole steps since 1970, in UTC. */
final class Steps {
    private Steps() {}

    /** The first multiple of {@code stepMs} at or after {@code epochMs}. */
    static long firstAtOrAfter(long epochMs, long stepMs) {
        return -Math.floorDiv(-epochMs, stepMs) * stepMs;
    }

    /** The last multiple of {@code stepMs} at or before {@code epochMs}. */
    static long lastAtOrBefore(long epochMs, long stepMs) {
        return Math.floorDiv(epochMs, stepMs) * stepMs;
    }

    /** The value to so many decimals, the way it is published and written to files. */
    static double rounded(double value, int decimals) {
        double scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        return Math.round(value * scale) / scale;
    }
}
