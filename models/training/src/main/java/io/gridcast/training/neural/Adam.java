package io.gridcast.training.neural;

import java.util.Arrays;

/**
 * Weights that learn by Adam (Kingma and Ba 2015, ICLR, algorithm 1), with their gradient. Floats in a fixed order: the same steps give the
 * same bits.
 */
final class Adam {
    private static final float FIRST_DECAY = 0.9f;
    private static final float SECOND_DECAY = 0.999f;
    private static final float LEAST_ROOT = 1e-7f;

    /** The weights themselves. */
    final float[] values;

    /** Slopes of the loss by each of them. */
    final float[] gradient;

    private final float[] first;
    private final float[] second;

    Adam(float[] values) {
        this.values = values;
        gradient = new float[values.length];
        first = new float[values.length];
        second = new float[values.length];
    }

    void forgetGradient() {
        Arrays.fill(gradient, 0);
    }

    /** @param step counted from 1 */
    void learn(float rate, int step) {
        float firstShare = (float) (1 - StrictMath.pow(FIRST_DECAY, step));
        float secondShare = (float) (1 - StrictMath.pow(SECOND_DECAY, step));
        for (int i = 0; i < values.length; i++) {
            float slope = gradient[i];
            first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope;
            second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope * slope;
            float root = (float) Math.sqrt(second[i] / secondShare) + LEAST_ROOT;
            values[i] -= rate * (first[i] / firstShare) / root;
        }
    }
}
