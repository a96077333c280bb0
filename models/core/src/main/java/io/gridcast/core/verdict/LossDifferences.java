package io.gridcast.core.verdict;

import io.gridcast.core.check.Checks;
import java.util.List;

/**
 * Daily differences of two models' losses, and what may be said about their mean at any time. Immutable, and of a fixed size whatever
 * the number of days; the same differences in the same order give the same bits on every platform.
 *
 * <p><b>What is tested.</b> The mean of the daily differences, challenger minus champion ({@link PairDay}). {@link #interval} is a confidence
 * sequence: with probability {@code 1 − α} the mean lies inside on all days at once, so it may be looked at every day and the test
 * stopped at any time. A challenger is better when the interval lies wholly below zero.
 *
 * <p><b>How.</b> An anytime-valid t-test: the mixture of t statistics of Lai (1976, Annals of Statistics 4) in the form of Wang and
 * Ramdas (2025, "Anytime-valid t-tests and confidence sequences for Gaussian means with unknown variance", Sequential Analysis 44,
 * theorem 4.7), {@code M = √(c/(m+c)) · ((v+d²)/(v+d²·c/(m+c)))^(m/2)}, with d the mean, v the variance, and c the prior's weight in
 * observations. Days are not independent: today's loss looks like yesterday's. So m is not the number of days but of independent ones
 * that would say as much, {@code n (1−ρ)/(1+ρ)}, with ρ the lag-one correlation corrected for its bias, which is to normalise by the
 * long-run variance of an autoregression (Andrews and Monahan 1992, Econometrica 60), as Waudby-Smith, Arbour, Sinha, Kennedy and
 * Ramdas ("Time-uniform central limit theory and asymptotic confidence sequences", 2021, Annals of Statistics 52, 2024) do by the
 * variance. It is done on single days and again on blocks of a week, and the interval spans both: a week evens out weekdays, and shows
 * a slow part that the noise of single days hides.
 *
 * <p><b>Why not an e-process of bounded differences</b> (Howard, Ramdas, McAuliffe and Sekhon 2021, Annals of Statistics 49; Henzi and
 * Ziegel 2022, Biometrika 109; Choe and Ramdas 2024): those test the mean of each day given the days before. Under strong correlation
 * that mean is not zero for equal models, and they promote one of two equals far more often than α.
 *
 * <p><b>Assumptions.</b> Asymptotic, not exact: differences are stationary with finite variance and a memory that an autoregression on days
 * or weeks can tell, of about a month at most. A difference that comes and goes with the season is seen only as far as the days
 * compared reach. Held against simulation with losses AR(1) of 0.9 and worse in {@code LossDifferencesSimulationTest}.
 *
 * @param n days compared
 * @param blocks the differences, by block length
 */
public record LossDifferences(long n, List<BlockSums> blocks) {
    /** The test's name in verdicts. */
    public static final String TEST = "anytime-valid t, long-run variance of days and weeks";

    /** Nothing was compared yet. */
    public static final LossDifferences NONE = new LossDifferences(0, List.of(BlockSums.of(1), BlockSums.of(7)));

    /** Whole weeks before anything is said. */
    private static final int LEAST_WEEKS = 4;

    private static final int LEAST_DAYS = 7 * LEAST_WEEKS;

    /** Weight of the prior in days: intervals are tightest after some ten times as many independent days. */
    private static final double PRIOR_DAYS = 16;

    private static final double LEAST_PRIOR = 4;
    private static final double MOST_CORRELATION = 0.995;

    /** Fewer independent observations than this have no variance to speak of. */
    private static final double LEAST_OBSERVATIONS = 1.5;

    public LossDifferences {
        blocks = List.copyOf(blocks);
    }

    /** With one more day; the difference is finite. */
    public LossDifferences with(double difference) {
        Checks.requireFinite("difference", difference);
        return new LossDifferences(
                n + 1, blocks.stream().map(each -> each.with(difference)).toList());
    }

    /** Mean difference, below zero where the challenger loses less; NaN before the first day. */
    public double mean() {
        return blocks.get(0).sum() / n;
    }

    /**
     * The confidence sequence today, {@link Interval#UNKNOWN} while too little was seen.
     *
     * @param alpha allowed probability that the mean is ever outside, between 0 and 1
     */
    public Interval interval(double alpha) {
        if (n < LEAST_DAYS) {
            return Interval.UNKNOWN;
        }
        Interval widest = new Interval(mean(), mean());
        for (BlockSums each : blocks) {
            double halfWidth = halfWidth(each, alpha);
            widest = widest.union(new Interval(mean() - halfWidth, mean() + halfWidth));
        }
        return widest;
    }

    /** Evidence that the two differ: an e-value, at least {@code 1/α} exactly when the interval of α leaves zero out; 1 before any. */
    public double evidence() {
        if (n < LEAST_DAYS) {
            return 1;
        }
        double least = Double.POSITIVE_INFINITY;
        for (BlockSums each : blocks) {
            least = Math.min(least, evidence(each));
        }
        return least;
    }

    private double evidence(BlockSums block) {
        double variance = block.variance();
        if (variance <= 0) {
            return 1;
        }
        double m = independent(block);
        if (m <= LEAST_OBSERVATIONS) {
            return 1;
        }
        double share = share(block, m);
        double unbiased = variance / (1 - 1 / m);
        double squared = mean() * mean();
        return StrictMath.sqrt(share) * StrictMath.pow((unbiased + squared) / (unbiased + squared * share), m / 2);
    }

    private static double halfWidth(BlockSums block, double alpha) {
        double variance = block.variance();
        if (variance <= 0) {
            return Double.POSITIVE_INFINITY; // as good as never: equal models, of which nothing is to be said
        }
        double m = independent(block);
        if (m <= LEAST_OBSERVATIONS) {
            return Double.POSITIVE_INFINITY;
        }
        double share = share(block, m);
        double bound = StrictMath.pow(1 / (alpha * StrictMath.sqrt(share)), 2 / m);
        return bound * share >= 1
                ? Double.POSITIVE_INFINITY
                : StrictMath.sqrt(variance / (1 - 1 / m) * (bound - 1) / (1 - bound * share));
    }

    /** How many independent blocks would say as much. */
    private static double independent(BlockSums block) {
        double correlation = block.correlation(MOST_CORRELATION);
        return block.count() * (1 - correlation) / (1 + correlation);
    }

    private static double share(BlockSums block, double m) {
        double prior = Math.max(LEAST_PRIOR, PRIOR_DAYS / block.length());
        return prior / (m + prior);
    }
}
