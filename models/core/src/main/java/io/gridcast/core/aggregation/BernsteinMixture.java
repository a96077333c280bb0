package io.gridcast.core.aggregation;

import io.gridcast.core.check.Checks;

/**
 * Shares of experts in a mixture, learnt from their losses: Bernstein online aggregation, each expert with a learning rate of
 * its own (Wintenberger 2017, Machine Learning 106, 119–141, algorithm 2 with the rates of section 3.2).
 *
 * <p>For convex losses, given as linear ones (see {@link #learn}), the mixture's total loss is beyond that of the best expert
 * <i>k</i> by no more than the order of {@code √(ln K · Σ r²) + E · ln K}, where {@code r} is how much the mixture lost to
 * that expert at each step and {@code E} the largest such loss (theorem 3.2): little where one expert is clearly best.
 *
 * <p>With {@code memory} below 1 the past fades, so that the mixture follows experts that take turns; the bound then holds over
 * the length of the memory only.
 *
 * <p>State is a plain array of {@link #stateSize} doubles, all zero at first, so that a store can keep it. Arithmetic is exact
 * under replay: the same steps in the same order give the same bits on every machine. An expert that is absent from a step (NaN)
 * has no share in it and learns nothing.
 */
public final class BernsteinMixture {
    private static final int REGRET = 0;
    private static final int SQUARES = 1;
    private static final int LARGEST = 2;
    private static final int PER_EXPERT = 3;

    private final int experts;
    private final double memory;
    private final double logExperts;
    private final double[] exponents;

    /**
     * @param experts K, one at least
     * @param memory share of what was learnt that is left after a step, above 0; 1 for all
     */
    public BernsteinMixture(int experts, double memory) {
        Checks.require(experts > 0, "a mixture has " + experts + " experts, must have one at least");
        Checks.require(memory > 0 && memory <= 1, "memory is " + memory + ", must be above 0 and at most 1");
        this.experts = experts;
        this.memory = memory;
        this.logExperts = Math.max(StrictMath.log(experts), StrictMath.log(2));
        this.exponents = new double[experts];
    }

    /** Doubles of state. */
    public int stateSize() {
        return experts * PER_EXPERT;
    }

    /**
     * The shares of the experts that are present, adding up to 1; alike before anything was learnt.
     *
     * @param state holds the mixture's state from {@code at} on
     * @param values what each expert says; NaN where it is absent
     * @param shares receives K shares, 0 for an absent expert
     * @return whether any expert is present
     */
    public boolean shares(double[] state, int at, double[] values, double[] shares) {
        rate(state, at, shares);
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < experts; k++) {
            if (!Double.isNaN(values[k])) {
                most = Math.max(most, exponents[k]);
            }
        }
        double sum = 0;
        for (int k = 0; k < experts; k++) {
            shares[k] = Double.isNaN(values[k]) ? 0 : shares[k] * StrictMath.exp(exponents[k] - most);
            sum += shares[k];
        }
        for (int k = 0; k < experts && sum > 0; k++) {
            shares[k] /= sum;
        }
        return sum > 0;
    }

    /** What the experts say, mixed by {@code shares}; absent experts do not count. */
    public static double mix(double[] shares, double[] values) {
        double mixed = 0;
        for (int k = 0; k < shares.length; k++) {
            if (shares[k] > 0) {
                mixed += shares[k] * values[k];
            }
        }
        return mixed;
    }

    /**
     * Learns from one step.
     *
     * @param lost how much less each expert lost than the mixture, in units that stay the same; NaN where it was absent. For a
     *     convex loss of the mixed value give {@code slope × (mixed − value)}, with the loss's slope at the mixed value: then the
     *     mixture is as good as the best fixed mix of experts, not only as the best expert
     * @param step how much of a step it is, above 0 and at most 1: only so much of the memory fades
     */
    public void learn(double[] state, int at, double[] lost, double step) {
        double kept = 1 - (1 - memory) * step;
        for (int k = 0; k < experts; k++) {
            if (Double.isNaN(lost[k]) || (lost[k] == 0 && state[at + k * PER_EXPERT + SQUARES] == 0)) {
                continue;
            }
            int own = at + k * PER_EXPERT;
            state[own + SQUARES] = kept * state[own + SQUARES] + lost[k] * lost[k];
            state[own + LARGEST] = Math.max(kept * state[own + LARGEST], Math.abs(lost[k]));
            double rate = rate(state, own);
            state[own + REGRET] = kept * state[own + REGRET] + lost[k] - rate * lost[k] * lost[k];
        }
    }

    private double rate(double[] state, int own) {
        return Math.min(1 / (2 * state[own + LARGEST]), StrictMath.sqrt(logExperts / state[own + SQUARES]));
    }

    /** Fills in rates and exponents; an expert that learnt nothing yet is as unsure, and as good, as the least of the others. */
    private void rate(double[] state, int at, double[] rates) {
        double leastRate = Double.POSITIVE_INFINITY;
        double leastExponent = Double.POSITIVE_INFINITY;
        for (int k = 0; k < experts; k++) {
            int own = at + k * PER_EXPERT;
            if (state[own + SQUARES] > 0) {
                rates[k] = rate(state, own);
                exponents[k] = rates[k] * state[own + REGRET];
                leastRate = Math.min(leastRate, rates[k]);
                leastExponent = Math.min(leastExponent, exponents[k]);
            }
        }
        boolean allAreNew = Double.isInfinite(leastRate);
        for (int k = 0; k < experts; k++) {
            if (state[at + k * PER_EXPERT + SQUARES] == 0) {
                rates[k] = allAreNew ? 1 : leastRate;
                exponents[k] = allAreNew ? 0 : leastExponent;
            }
        }
    }
}
