package io.gridcast.core.drift;

import java.util.OptionalDouble;

/**
 * Turns the errors of days into standard deviations above the usual. The logarithm is taken first, for errors grow and shrink by
 * factors. What is usual is learnt from the first {@link #DAYS} days, by Welford's running sums (1962).
 */
public final class ErrorScale {
    /** Days that it learns from. */
    public static final int DAYS = 28;

    /** How much an error is taken to be like the one of the day before. */
    public static final double AUTOCORRELATION = 0.6;

    /** Errors that are as good as none do not become infinitely small. */
    private static final double LEAST_ERROR = 1e-9;

    private static final double LEAST_DEVIATION = 0.1;

    private int days;
    private double mean;
    private double squares;

    /** Begins to learn. */
    public ErrorScale() {}

    /** Goes on from a {@link #state}. */
    public ErrorScale(double[] state) {
        days = (int) state[0];
        mean = state[1];
        squares = state[2];
    }

    /** Three numbers. */
    public double[] state() {
        return new double[] {days, mean, squares};
    }

    /** Standard deviations of a day's error above the usual; empty while it learns. */
    public OptionalDouble of(double error) {
        if (days == DAYS) {
            return OptionalDouble.of(deviations(error, mean, StrictMath.sqrt(squares / (DAYS - 1))));
        }
        double log = log(error);
        days++;
        double off = log - mean;
        mean += off / days;
        squares += off * (log - mean);
        return OptionalDouble.empty();
    }

    static double log(double error) {
        return StrictMath.log(Math.max(LEAST_ERROR, error));
    }

    /** Deviations of an error's logarithm above a mean; errors that hardly ever vary do not make every one an outlier. */
    static double deviations(double error, double meanLog, double deviationLog) {
        return (log(error) - meanLog) / Math.max(LEAST_DEVIATION, deviationLog);
    }
}
