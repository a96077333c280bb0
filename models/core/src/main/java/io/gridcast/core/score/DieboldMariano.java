package io.gridcast.core.score;

import io.gridcast.core.check.Checks;

/**
 * Whether one forecast is better than another by more than chance, from the losses of both on the same days: the test of Diebold and
 * Mariano (1995, J. Bus. Econ. Stat. 13(3), equation 3), on days as wholes, as day-ahead forecasts are compared (Lago, Marcjasz, De
 * Schutter and Weron 2021, Applied Energy 293:116983, section 5.4, the multivariate test).
 *
 * @param days T, on which both have a loss
 * @param meanDifference mean of the first forecast's loss minus the second's; positive where the second is better
 * @param statistic standard normal if both are equally good; positive where the second is better
 * @param p one-sided: how likely so large a statistic is if the second is no better than the first
 */
public record DieboldMariano(int days, double meanDifference, double statistic, double p) {
    /** ½ log 2π. */
    private static final double LOG_ROOT_TWO_PI = 0.91893853320467274178;

    private static final double FAR = 8.2;

    /**
     * Tests that the second forecast is better.
     *
     * @param first loss a day, finite
     * @param second loss on the same days
     * @param lags days over which loss differences depend on each other: 0 where each stands alone, as in Lago et al.; otherwise
     *     autocovariances count with the weights of Bartlett (Newey and West 1987, Econometrica 55(3), equation 5)
     * @return statistic and p are NaN where the differences do not vary
     */
    public static DieboldMariano test(double[] first, double[] second, int lags) {
        int days = first.length;
        Checks.require(second.length == days, "one forecast has " + days + " losses, the other " + second.length);
        Checks.require(days > 1, "there are " + days + " days to compare on, must be two at least");
        Checks.require(lags >= 0, "lags is " + lags + ", must not be negative");
        double[] apart = new double[days];
        double mean = 0;
        for (int day = 0; day < days; day++) {
            apart[day] = Checks.requireFinite("a difference of losses", first[day] - second[day]);
            mean += apart[day] / days;
        }
        double variance = autocovariance(apart, mean, 0);
        for (int lag = 1; lag <= Math.min(lags, days - 1); lag++) {
            variance += 2 * (1 - lag / (lags + 1.0)) * autocovariance(apart, mean, lag);
        }
        double statistic = variance > 0 ? mean / StrictMath.sqrt(variance / days) : Double.NaN;
        return new DieboldMariano(days, mean, statistic, normal(-statistic));
    }

    /** Days over which differences depend on each other, by the rule of thumb {@code 4 (T/100)^(2/9)} (Newey and West 1994). */
    public static int usualLags(int days) {
        return (int) StrictMath.floor(4 * StrictMath.pow(days / 100.0, 2.0 / 9));
    }

    private static double autocovariance(double[] apart, double mean, int lag) {
        double sum = 0;
        for (int day = lag; day < apart.length; day++) {
            sum += (apart[day] - mean) * (apart[day - lag] - mean);
        }
        return sum / apart.length;
    }

    /** The standard normal distribution function, by its Taylor series (Marsaglia 2004, J. Stat. Softw. 11(4)). */
    static double normal(double x) {
        if (Double.isNaN(x) || Math.abs(x) > FAR) {
            return Double.isNaN(x) ? x : x > 0 ? 1 : 0;
        }
        double sum = x;
        double before = 0;
        double term = x;
        for (int i = 3; sum != before; i += 2) {
            before = sum;
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * StrictMath.exp(-0.5 * x * x - LOG_ROOT_TWO_PI);
    }
}
