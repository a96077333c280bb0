package io.gridcast.core.aggregation;

import io.gridcast.core.check.Checks;
import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.score.ScoringRules;
import java.util.Arrays;

/**
 * Moves the quantiles of forecasts so that each holds as often as its level says, whatever the forecasts' errors are like: adaptive
 * conformal inference, learnt online.
 *
 * <p>Errors are counted in band widths: {@code s = (observed − quantile) / (highest − lowest quantile of the row)}. Each level is
 * moved by a threshold that rises by {@code rate × level} when the observation lies above the quantile that was issued and falls by
 * {@code rate × (1 − level)} when not (Gibbs and Candès 2021, NeurIPS 34, equation 2, on the errors themselves): over T steps of one rate
 * the share below then differs from the level by no more than {@code (range of s + rate × steps not yet seen) / (rate × T)}, also under
 * drift and however late observations come. Several rates run side by side, all by the same steps, and a {@link BernsteinMixture} mixes
 * their thresholds by pinball loss (after Zaffran, Féron, Goude, Josse and Dieuleveut 2022, ICML, section 4: AgACI, where each rate steps
 * by itself).
 * The median stays where it is.
 *
 * <p>State is a plain array of {@link #stateSize} doubles, all zero at first; the same steps give the same bits. One thread at a time.
 */
public final class AdaptiveBands {
    /**
     * Steps of the thresholds an hour, in band widths. None is 0, and none so small that a year of hourly steps leaves more than a point or two
     * between what a band holds and what it promises.
     */
    private static final double[] RATES = {0.005, 0.01, 0.02};

    private static final double MEMORY = 0.999;

    /** How many usual errors a band is taken to be wide at least. */
    private static final double LEAST_WIDTH = 1;

    private static final double ERROR_MEMORY = 0.995;
    private static final double MEDIAN = 0.5;
    private static final int ERROR = 0;
    private static final int COUNT = 1;
    private static final int HEAD = 2;

    private final double[] levels;
    private final double hours;
    private final int median;
    private final BernsteinMixture mixture = new BernsteinMixture(RATES.length, MEMORY);
    private final int perLevel = RATES.length + mixture.stateSize();
    private final double[] thresholds = new double[RATES.length];
    private final double[] shares = new double[RATES.length];
    private final double[] lost = new double[RATES.length];

    /**
     * @param quantileLevels Q, ascending, with 0.5 among them
     * @param hours that a step is long, above 0 and at most 1: errors of slots that follow each other are alike, so that four quarters
     *     say hardly more than their hour, and together are one step
     */
    public AdaptiveBands(float[] quantileLevels, double hours) {
        Checks.require(hours > 0 && hours <= 1, "a step is " + hours + " hours long, must be above 0 and at most 1");
        this.hours = hours;
        levels = ScoringRules.levelsOf(quantileLevels);
        median = Arrays.binarySearch(levels, MEDIAN);
        Checks.require(median >= 0, "quantile levels hold no median");
    }

    /** Doubles of state. */
    public int stateSize() {
        return HEAD + levels.length * perLevel;
    }

    /**
     * How far each level is moved, in band widths; the same for all rows of a state, until it learns.
     *
     * @param into receives Q thresholds, that of the median 0
     */
    public void thresholds(double[] state, double[] into) {
        for (int level = 0; level < levels.length; level++) {
            into[level] = level == median ? 0 : threshold(state, HEAD + level * perLevel);
        }
    }

    /**
     * Moves one row of quantiles, and sorts it.
     *
     * @param moves of {@link #thresholds} of the state
     * @param quantiles the row is read and written from {@code row} on, length Q
     */
    public void apply(double[] state, double[] moves, float[] quantiles, int row) {
        double width = width(state, quantiles, row);
        for (int level = 0; level < levels.length; level++) {
            if (level != median) {
                quantiles[row + level] = (float) (quantiles[row + level] + moves[level] * width);
            }
        }
        keepOrder(quantiles, row);
    }

    /**
     * Learns one step from rows as they were before they were moved, all about the same observation: forecasts of one slot by several
     * runs.
     *
     * @param quantiles of each run, in which its row is from {@code rows} on
     * @param issued the same as it was issued: moved, by what was known then
     * @param count how many runs
     */
    public void learn(double[] state, float[][] quantiles, float[][] issued, int[] rows, int count, double observed) {
        double error = 0;
        for (int run = 0; run < count; run++) {
            error += Math.abs(observed - quantiles[run][rows[run] + median]) / count;
        }
        for (int level = 0; level < levels.length; level++) {
            if (level != median) {
                learn(state, level, quantiles, issued, rows, count, observed);
            }
        }
        double fresh = (1 - ERROR_MEMORY) * hours;
        state[ERROR] = (1 - fresh) * state[ERROR] + fresh * error;
        state[COUNT] = (1 - fresh) * state[COUNT] + fresh;
    }

    private void learn(
            double[] state, int level, float[][] quantiles, float[][] issued, int[] rows, int count, double observed) {
        int at = HEAD + level * perLevel;
        double mixed = threshold(state, at);
        Arrays.fill(lost, 0);
        double step = 0;
        for (int run = 0; run < count; run++) {
            double width = width(state, quantiles[run], rows[run]);
            double score = (observed - quantiles[run][rows[run] + level]) / width;
            double slope = score > mixed ? -levels[level] : 1 - levels[level];
            step += (observed > issued[run][rows[run] + level] ? levels[level] : levels[level] - 1) / count;
            for (int i = 0; i < RATES.length; i++) {
                lost[i] += slope * (mixed - state[at + i]) / count;
            }
        }
        for (int i = 0; i < RATES.length; i++) {
            state[at + i] += RATES[i] * hours * step;
        }
        mixture.learn(state, at + RATES.length, lost, hours);
    }

    private double threshold(double[] state, int at) {
        System.arraycopy(state, at, thresholds, 0, RATES.length);
        mixture.shares(state, at + RATES.length, thresholds, shares);
        return BernsteinMixture.mix(shares, thresholds);
    }

    /** Width of the row's widest band, not less than the usual error, so that a band that collapsed can open again. */
    private double width(double[] state, float[] quantiles, int row) {
        double width = quantiles[row + levels.length - 1] - quantiles[row];
        double usual = state[COUNT] > 0 ? state[ERROR] / state[COUNT] : 0;
        double least = Math.max(LEAST_WIDTH * usual, Float.MIN_NORMAL);
        return Math.max(width, least);
    }

    /** Below the median nothing may lie above it, and the other way round; then each side is sorted. */
    private void keepOrder(float[] quantiles, int row) {
        float middle = quantiles[row + median];
        for (int level = 0; level < levels.length; level++) {
            float value = quantiles[row + level];
            quantiles[row + level] = level < median ? Math.min(value, middle) : Math.max(value, middle);
        }
        Quantiles.sort(quantiles, row, median);
        Quantiles.sort(quantiles, row + median + 1, levels.length - median - 1);
    }
}
