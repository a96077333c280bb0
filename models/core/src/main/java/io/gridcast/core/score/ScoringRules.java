package io.gridcast.core.score;

/** Rules for one forecast and one observation, in the target's unit; lower is better. */
public final class ScoringRules {
    private ScoringRules() {}

    /**
     * The pinball (quantile, check) loss: {@code (y − q) × level} where y is not below q, else {@code (q − y) × (1 −
     * level)} (Koenker and Bassett 1978).
     *
     * @param level between 0 and 1
     */
    public static double pinball(double level, double quantile, double observed) {
        double above = observed - quantile;
        return above >= 0 ? above * level : -above * (1 - level);
    }

    /**
     * Weights by which pinball losses at {@code levels} add up to the CRPS.
     *
     * <p>The CRPS is twice the integral of the pinball loss over all levels (Gneiting and Ranjan 2011, J. Bus. Econ.
     * Stat. 29, section 2.2: the quantile decomposition). Here the integral is a sum over cells that meet half-way
     * between levels, the first from 0 and the last to 1. So {@code crps = Σ weight × pinball}, and the weights add up
     * to 2.
     *
     * @param levels Q, ascending between 0 and 1
     */
    public static double[] crpsWeights(float[] levels) {
        double[] weights = new double[levels.length];
        double from = 0;
        for (int i = 0; i < levels.length; i++) {
            double to = i + 1 < levels.length ? (levelOf(levels[i]) + levelOf(levels[i + 1])) / 2 : 1;
            weights[i] = 2 * (to - from);
            from = to;
        }
        return weights;
    }

    /** Levels as they were meant: 0.05, not the nearest float to it. */
    public static double[] levelsOf(float[] levels) {
        double[] meant = new double[levels.length];
        for (int i = 0; i < meant.length; i++) {
            meant[i] = levelOf(levels[i]);
        }
        return meant;
    }

    /** A level as it was meant: 0.05, not the nearest float to it. */
    static double levelOf(float level) {
        return Math.round(level * 1e6) / 1e6;
    }
}
