package io.gridcast.core.scenario;

import io.gridcast.core.check.Checks;
import io.gridcast.core.score.ScoringRules;

/**
 * A distribution from a few quantiles: linear between them, with exponential tails beyond the outermost, each as steep as the two
 * quantiles at its side say (Park, Robinson, Wang and Gasthaus 2022, AISTATS, section 4.1). Immutable.
 */
public final class QuantileCurve {
    /** Nothing is held for less likely than this. */
    private static final double LEAST = 1e-6;

    private final double[] levels;
    private final int last;
    private final double lowerLog;
    private final double upperLog;

    /** @param levels Q, ascending between 0 and 1; two at least */
    public QuantileCurve(float[] levels) {
        Checks.require(levels.length > 1, "there are " + levels.length + " levels, must be two at least");
        this.levels = ScoringRules.levelsOf(levels);
        this.last = levels.length - 1;
        this.lowerLog = StrictMath.log(this.levels[1] / this.levels[0]);
        this.upperLog = StrictMath.log((1 - this.levels[last - 1]) / (1 - this.levels[last]));
    }

    /**
     * The value that lies at a level.
     *
     * @param quantiles shape {@code [H × Q]}, rows non-decreasing
     * @param level between 0 and 1
     */
    public double value(float[] quantiles, int row, double level) {
        int from = row * levels.length;
        double at = Math.min(1 - LEAST, Math.max(LEAST, level));
        if (at < levels[0]) {
            return quantiles[from] + lowerScale(quantiles, from) * StrictMath.log(at / levels[0]);
        }
        if (at > levels[last]) {
            return quantiles[from + last] - upperScale(quantiles, from) * StrictMath.log((1 - at) / (1 - levels[last]));
        }
        int right = 1;
        while (right < last && levels[right] < at) {
            right++;
        }
        double share = (at - levels[right - 1]) / (levels[right] - levels[right - 1]);
        return quantiles[from + right - 1] + share * ((double) quantiles[from + right] - quantiles[from + right - 1]);
    }

    /**
     * The level at which a value lies: its probability integral transform; where several quantiles are equal to it, the middle of their
     * levels.
     */
    public double level(float[] quantiles, int row, double value) {
        int from = row * levels.length;
        if (value < quantiles[from]) {
            double scale = lowerScale(quantiles, from);
            return scale > 0 ? Math.max(LEAST, levels[0] * StrictMath.exp((value - quantiles[from]) / scale)) : LEAST;
        }
        if (value > quantiles[from + last]) {
            double scale = upperScale(quantiles, from);
            double above = (1 - levels[last]) * StrictMath.exp((quantiles[from + last] - value) / scale);
            return scale > 0 ? Math.min(1 - LEAST, 1 - above) : 1 - LEAST;
        }
        int first = 0;
        while (quantiles[from + first] < value) {
            first++;
        }
        if (quantiles[from + first] > value) {
            double share = (value - quantiles[from + first - 1])
                    / ((double) quantiles[from + first] - quantiles[from + first - 1]);
            return levels[first - 1] + share * (levels[first] - levels[first - 1]);
        }
        int end = first;
        while (end < last && quantiles[from + end + 1] == quantiles[from + first]) {
            end++;
        }
        return (levels[first] + levels[end]) / 2;
    }

    private double lowerScale(float[] quantiles, int from) {
        return ((double) quantiles[from + 1] - quantiles[from]) / lowerLog;
    }

    private double upperScale(float[] quantiles, int from) {
        return ((double) quantiles[from + last] - quantiles[from + last - 1]) / upperLog;
    }
}
