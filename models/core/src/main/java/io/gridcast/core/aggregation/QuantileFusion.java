package io.gridcast.core.aggregation;

import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.score.ScoringRules;
import java.util.Arrays;

/**
 * Mixes the quantiles of several experts, level by level, by the pinball loss: a {@link BernsteinMixture} a level, of a group of slots
 * (an hour of the day, a bucket of lead times) and of all slots in common; what is issued is the mean of the two mixes. The group
 * knows what is particular to it, all slots in common learn sooner.
 *
 * <p>Mixing quantiles level by level is as good as the best fixed mix of each, to within the mixture's regret (Berrisch and Ziel 2023,
 * J. Econom. 237(2), CRPS learning).
 *
 * <p>States are plain arrays of {@link #stateSize} doubles, all zero at first. One thread at a time.
 */
public final class QuantileFusion {
    private final int experts;
    private final double[] levels;
    private final int median;
    private final BernsteinMixture mixture;
    private final double[] values;
    private final double[] shares;
    private final double[] common;

    /**
     * @param experts K
     * @param quantileLevels Q, ascending, with 0.5 among them
     * @param memory share of what was learnt that is left after a step
     */
    public QuantileFusion(int experts, float[] quantileLevels, double memory) {
        this.experts = experts;
        levels = ScoringRules.levelsOf(quantileLevels);
        median = Arrays.binarySearch(levels, 0.5);
        mixture = new BernsteinMixture(experts, memory);
        values = new double[experts];
        shares = new double[experts];
        common = new double[experts];
    }

    /** Doubles of a state. */
    public int stateSize() {
        return levels.length * mixture.stateSize();
    }

    /** Doubles of a {@link #lose} sum: a value a level and expert, then how many rows each expert was present in. */
    public int lossSize() {
        return (levels.length + 1) * experts;
    }

    /** A state with as many experts as this fusion has, from one with the first few of them; the others are new. */
    public double[] grown(double[] state) {
        double[] grown = new double[stateSize()];
        int before = state.length / levels.length;
        for (int level = 0; level < levels.length; level++) {
            System.arraycopy(state, level * before, grown, level * mixture.stateSize(), before);
        }
        return grown;
    }

    /**
     * Mixes one row, and sorts it.
     *
     * @param quantiles of each expert, shape {@code [H × Q]}; of length 0 where it is absent
     * @param row which of the H
     * @param fused receives the row at its place in {@code [H × Q]}
     * @param medianShares receives what was added to it: each expert's share in the median
     * @return whether any expert is present
     */
    public boolean fuse(
            double[] group, double[] all, float[][] quantiles, int row, float[] fused, double[] medianShares) {
        int from = row * levels.length;
        for (int level = 0; level < levels.length; level++) {
            if (!share(group, all, quantiles, from, level)) {
                return false;
            }
            fused[from + level] = (float) BernsteinMixture.mix(shares, values);
            for (int k = 0; k < experts && level == median; k++) {
                medianShares[k] += shares[k];
            }
        }
        Quantiles.sort(fused, from, levels.length);
        return true;
    }

    /** Adds what each expert lost less than the mix of one row to {@code sums}, of {@link #lossSize}. */
    public void lose(double[] group, double[] all, float[][] quantiles, int row, double observed, double[] sums) {
        int from = row * levels.length;
        for (int level = 0; level < levels.length; level++) {
            if (!share(group, all, quantiles, from, level)) {
                return;
            }
            double mixed = BernsteinMixture.mix(shares, values);
            double slope = observed > mixed ? -levels[level] : 1 - levels[level];
            for (int k = 0; k < experts; k++) {
                if (!Double.isNaN(values[k])) {
                    sums[level * experts + k] += slope * (mixed - values[k]);
                }
            }
        }
        for (int k = 0; k < experts; k++) {
            sums[levels.length * experts + k] += Double.isNaN(values[k]) ? 0 : 1;
        }
    }

    /** Learns one step, or a part of one, from the mean of what {@link #lose} added up. */
    public void learn(double[] state, double[] sums, double step) {
        for (int level = 0; level < levels.length; level++) {
            for (int k = 0; k < experts; k++) {
                double rows = sums[levels.length * experts + k];
                values[k] = rows == 0 ? Double.NaN : sums[level * experts + k] / rows;
            }
            mixture.learn(state, level * mixture.stateSize(), values, step);
        }
    }

    private boolean share(double[] group, double[] all, float[][] quantiles, int from, int level) {
        for (int k = 0; k < experts; k++) {
            values[k] = quantiles[k].length == 0 ? Double.NaN : quantiles[k][from + level];
        }
        int at = level * mixture.stateSize();
        boolean anyone = mixture.shares(group, at, values, shares) && mixture.shares(all, at, values, common);
        for (int k = 0; k < experts; k++) {
            shares[k] = (shares[k] + common[k]) / 2;
        }
        return anyone;
    }
}
