package io.gridcast.core.drift;

/**
 * Performance: an exponentially weighted mean of errors, in standard deviations above those of cross-validation, or above those
 * of the first weeks where there are none (Roberts 1959, Control chart tests based on geometric moving averages).
 *
 * <pre>  e(t) = e(t − 1) + (x(t) − e(t − 1)) / 10,  e(0) = 0</pre>
 */
public final class ErrorChart {
    private static final double WEIGHT = 0.1;

    private double mean;

    /** Begins at what was expected. */
    public ErrorChart() {}

    /** Goes on from a {@link #state}. */
    public ErrorChart(double[] state) {
        mean = state[0];
    }

    /** One number. */
    public double[] state() {
        return new double[] {mean};
    }

    /** Adds a value, in standard deviations; gives the mean. */
    public double add(double value) {
        mean += WEIGHT * (value - mean);
        return mean;
    }
}
