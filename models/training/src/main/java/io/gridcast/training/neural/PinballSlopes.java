package io.gridcast.training.neural;

import io.gridcast.core.forecast.QuantileLevels;

/** Slopes of the pinball loss, by which networks with a head a quantile learn. */
final class PinballSlopes {
    /** Errors, in scales of the target, below which the loss is rounded off. */
    private static final float SMOOTH = 0.02f;

    private static final float[] LEVELS = QuantileLevels.standard();

    private PinballSlopes() {}

    /**
     * Slopes by the outputs of one sample; none where the target is not known.
     *
     * @param said outputs {@code [samples × hours × Q]}, of which the sample's begin at {@code at}
     * @param wanted the target of each hour; NaN where it is not known
     * @param weight of the sample
     * @param slopes receives the slopes, at the places of the outputs
     */
    static void of(float[] said, int at, float[] wanted, float weight, float[] slopes) {
        for (int i = 0; i < wanted.length * LEVELS.length; i++) {
            float level = LEVELS[i % LEVELS.length];
            float error = wanted[i / LEVELS.length] - said[at + i];
            float slope = error > 0 ? -level : 1 - level;
            float size = Math.min(1, Math.abs(error) / SMOOTH);
            slopes[at + i] = Float.isNaN(error) ? 0 : slope * size * weight;
        }
    }
}
