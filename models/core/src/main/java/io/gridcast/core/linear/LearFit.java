package io.gridcast.core.linear;

import io.gridcast.core.calendar.LocalDays;
import java.util.List;

/** What one calibration window expects of a delivery day. */
public final class LearFit {
    private static final int HOURS = HourlyDays.HOURS;

    /** Standard normal quantiles at the standard levels. */
    private static final double[] NORMAL = {-1.6449, -1.2816, -0.6745, 0, 0.6745, 1.2816, 1.6449};

    /** Knots without a better criterion after which a path is left. */
    private static final int PATIENCE = 12;

    private static final int MOST_COLUMNS = 120;

    /** Share of the samples that there may be columns in use. */
    private static final double MOST_OF_SAMPLES = 0.6;

    private final int spanDays;
    private final Stabiliser[] tamers;
    private final Gram gram;
    private final double[] wanted;
    private final double[] expected = new double[HOURS];
    private final double[] deviations = new double[HOURS];

    /** Gathers the window's samples; the forecast is made when it is asked for. */
    LearFit(LocalDays days, HourlyDays prices, List<HourlyDays> outlooks, int day, int spanDays) {
        this.spanDays = spanDays;
        int first = day - spanDays;
        tamers = prices.tamers(first, day - 1);
        HourlyDays tamed = prices.tamed(tamers);
        var columns = new LearColumns(
                tamed,
                outlooks.stream()
                        .map(outlook -> outlook.tamed(outlook.tamers(first, day - 1)))
                        .toList());
        wanted = new double[columns.count()];
        gram = new Gram(columns.count(), HOURS);
        double[] response = new double[HOURS];
        for (int then = first; then < day; then++) {
            if (tamed.isWhole(then) && columns.fill(then, wanted)) {
                tamed.copy(then, response, 0);
                gram.add(wanted, response);
            }
        }
        columns.fill(day, wanted);
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

    /**
     * Follows the path to the knot with the least corrected Akaike criterion (Hurvich and Tsai 1989, Biometrika 76(2)), counting
     * columns in use as parameters (Zou, Hastie and Tibshirani 2007, Ann. Stat. 35(5)).
     */
    private void estimate(double[] matrix, int hour) {
        int samples = gram.count();
        int most = (int) Math.min(samples * MOST_OF_SAMPLES, MOST_COLUMNS);
        var lasso = new Lasso(matrix, gram.correlations(hour), most);
        double[] best = new double[wanted.length];
        double least = Double.POSITIVE_INFINITY;
        double unexplained = 1;
        int used = 0;
        int worse = 0;
        while (worse < PATIENCE && lasso.step()) {
            int parameters = lasso.used() + 1;
            double criterion = samples * StrictMath.log(lasso.unexplained())
                    + 2.0 * parameters * samples / (samples - parameters - 1);
            if (criterion < least) {
                least = criterion;
                System.arraycopy(lasso.coefficients(), 0, best, 0, best.length);
                unexplained = lasso.unexplained();
                used = parameters;
                worse = 0;
            } else {
                worse++;
            }
        }
        int response = wanted.length + hour;
        expected[hour] = gram.mean(response) + gram.deviation(response) * predict(best);
        deviations[hour] =
                gram.deviation(response) * StrictMath.sqrt(unexplained * samples / Math.max(1, samples - used));
    }

    private double predict(double[] coefficients) {
        double sum = 0;
        for (int j = 0; j < coefficients.length; j++) {
            if (coefficients[j] != 0) {
                sum += coefficients[j] * (wanted[j] - gram.mean(j)) / gram.deviation(j);
            }
        }
        return sum;
    }
}
