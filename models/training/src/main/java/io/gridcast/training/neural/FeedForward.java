package io.gridcast.training.neural;

import java.util.SplittableRandom;

/** A network of two hidden layers of rectified units, with dropout (Srivastava et al. 2014, JMLR 15) while it learns. */
final class FeedForward {
    /** Layers in order: two hidden ones and the output. */
    final Layer[] layers;

    private final float dropout;
    private final SplittableRandom random;
    private final float[][] values;
    private final float[][] slopes;
    private int steps;

    /** @param most rows at a time */
    FeedForward(int in, int out, NetworkParameters parameters, SplittableRandom random, int most) {
        this.dropout = (float) parameters.dropout();
        this.random = random;
        layers = new Layer[] {
            new Layer(in, parameters.firstLayer(), 2, random),
            new Layer(parameters.firstLayer(), parameters.secondLayer(), 2, random),
            new Layer(parameters.secondLayer(), out, 1, random)
        };
        values = new float[layers.length + 1][];
        slopes = new float[layers.length + 1][];
        values[0] = new float[most * in];
        slopes[0] = new float[0];
        for (int i = 0; i < layers.length; i++) {
            values[i + 1] = new float[most * layers[i].out];
            slopes[i + 1] = new float[most * layers[i].out];
        }
    }

    /** Where the inputs of the next step go, shape {@code [rows × in]}. */
    float[] inputs() {
        return values[0];
    }

    /** Where the slopes of the loss by the outputs go, shape {@code [rows × out]}. */
    float[] outputSlopes() {
        return slopes[layers.length];
    }

    /** What the network says, shape {@code [rows × out]}; valid until the next call. */
    float[] say(int rows) {
        return forward(rows, false);
    }

    /** The same while some hidden units are silent. */
    float[] sayDroppingOut(int rows) {
        return forward(rows, dropout > 0);
    }

    private float[] forward(int rows, boolean drops) {
        for (int i = 0; i < layers.length; i++) {
            layers[i].forward(values[i], rows, values[i + 1]);
            if (i + 1 < layers.length) {
                rectify(values[i + 1], rows * layers[i].out, drops);
            }
        }
        return values[layers.length];
    }

    private void rectify(float[] units, int count, boolean drops) {
        for (int i = 0; i < count; i++) {
            if (units[i] < 0 || (drops && random.nextDouble() < dropout)) {
                units[i] = 0;
            } else if (drops) {
                units[i] /= 1 - dropout;
            }
        }
    }

    /** Learns from what was said while dropping out, and its {@link #outputSlopes}. */
    void learn(int rows, float rate) {
        for (int i = layers.length - 1; i >= 0; i--) {
            layers[i].gather(values[i], slopes[i + 1], rows);
            if (i > 0) {
                passBack(i, rows);
            }
        }
        steps++;
        for (Layer layer : layers) {
            layer.learn(rate, steps);
        }
    }

    /** A unit that said nothing has no part in the loss. */
    private void passBack(int i, int rows) {
        Layer layer = layers[i];
        for (int row = 0; row < rows; row++) {
            for (int unit = 0; unit < layer.in; unit++) {
                int at = row * layer.in + unit;
                slopes[i][at] = values[i][at] > 0 ? layer.slopeOf(unit, slopes[i + 1], row) / (1 - dropout) : 0;
            }
        }
    }
}
