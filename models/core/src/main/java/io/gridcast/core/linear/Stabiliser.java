package io.gridcast.core.linear;

import java.util.Arrays;

/**
 * Tames spikes: {@code asinh((x − median) / MAD)}, the median absolute deviation scaled to that of a normal distribution
 * (Uniejewski, Weron and Ziel 2018, IEEE Trans. Power Syst. 33(2), section III).
 *
 * @param median of the values it was fitted to
 * @param scale their scaled MAD; 1 where most of them are equal
 */
record Stabiliser(double median, double scale) {
    /** The upper quartile of the standard normal distribution: a normal distribution's MAD in its deviations. */
    private static final double NORMAL_MAD = 0.6744897501960817;

    private static final double LEAST_SCALE = 1e-9;

    /** Fits to the first {@code count} values, which it changes; does nothing where there are none. */
    static Stabiliser fit(double[] values, int count) {
        if (count == 0) {
            return new Stabiliser(0, 1);
        }
        Arrays.sort(values, 0, count);
        double median = middle(values, count);
        for (int i = 0; i < count; i++) {
            values[i] = Math.abs(values[i] - median);
        }
        Arrays.sort(values, 0, count);
        double scale = middle(values, count) / NORMAL_MAD;
        return new Stabiliser(median, scale > LEAST_SCALE * (1 + Math.abs(median)) ? scale : 1);
    }

    /** The tamed value; NaN stays NaN. */
    double tame(double value) {
        double z = (value - median) / scale;
        double size = Math.abs(z);
        return Math.copySign(StrictMath.log(size + StrictMath.sqrt(size * size + 1)), z);
    }

    /** The value that is tamed to {@code tamed}. */
    double restore(double tamed) {
        return median + scale * StrictMath.sinh(tamed);
    }

    private static double middle(double[] sorted, int count) {
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }
}
