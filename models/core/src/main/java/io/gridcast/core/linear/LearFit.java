package io.gridcast.core.linear;

import java.util.Arrays;

/** What one calibration window expects of a delivery day. */
public final class LearFit {
    private static final int HOURS = HourlyDays.HOURS;

    /** Standard normal quantiles at the standard levels. */
    static final double[] NORMAL = {-1.6449, -1.2816, -0.6745, 0, 0.6745, 1.2816, 1.6449};

    private static final int MOST_COLUMNS = 120;

    /** Share of the samples that there may be columns in use. */
    private static final double MOST_OF_SAMPLES = 0.6;

    private final int spanDays;
    private final Stabiliser[] tamers;
    private final Gram gram;
    private final double[] wanted;
    private final double[] lowest = new double[HOURS];
    private final double[] highest = new double[HOURS];
    private final double[] expected = new double[HOURS];
    private final double[] deviations = new double[HOURS];

    /** Gathers the window's samples; the forecast is made when it is asked for. */
    LearFit(PriceDays known, int day, int spanDays) {
        this.spanDays = spanDays;
        int first = day - spanDays;
        tamers = known.prices().tamers(first, day - 1);
        HourlyDays tamed = known.prices().tamed(tamers);
        LearColumns columns = known.columns(tamed, first, day - 1);
        wanted = new double[columns.count()];
        gram = new Gram(columns.count(), HOURS);
        double[] response = new double[HOURS];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        for (int then = first; then < day; then++) {
            if (tamed.isWhole(then) && columns.fill(then, wanted)) {
                tamed.copy(then, response, 0);
                gram.add(wanted, response);
                widen(response);
            }
        }
        columns.fill(day, wanted);
    }

    private void widen(double[] response) {
        for (int hour = 0; hour < HOURS; hour++) {
            lowest[hour] = Math.min(lowest[hour], response[hour]);
            highest[hour] = Math.max(highest[hour], response[hour]);
        }
    }

    /** Days of the calibration window. */
    public int spanDays() {
        return spanDays;
    }

    /** Days of it on which everything was known. */
    int samples() {
        return gram.count();
    }

    /**
     * Estimates all hours.
     *
     * @param quantiles receives shape {@code [24 × Q]} at {@link io.gridcast.core.forecast.QuantileLevels}, by hour on the clock,
     *     currency per MWh; the bands are those of a normal distribution of what the estimate leaves unexplained, before the prices are
     *     restored
     */
    public void forecast(float[] quantiles) {
        double[] matrix = gram.correlations();
        for (int hour = 0; hour < HOURS; hour++) {
            estimate(matrix, hour);
            for (int level = 0; level < NORMAL.length; level++) {
                double tamed = expected[hour] + NORMAL[level] * deviations[hour];
                quantiles[hour * NORMAL.length + level] = (float) tamers[hour].restore(tamed);
            }
        }
    }

    /** Stays within what the window has seen at that hour: a line through tamed prices, restored, would go exponentially beyond. */
    private void estimate(double[] matrix, int hour) {
        int most = (int) Math.min(gram.count() * MOST_OF_SAMPLES, MOST_COLUMNS);
        var choice = LassoChoice.of(gram, matrix, hour, most, LassoChoice.Criterion.AKAIKE);
        expected[hour] = Math.max(lowest[hour], Math.min(highest[hour], choice.predict(gram, hour, wanted)));
        deviations[hour] = choice.deviation(gram, hour);
    }
}
