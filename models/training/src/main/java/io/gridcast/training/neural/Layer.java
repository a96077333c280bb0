package io.gridcast.training.neural;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One layer: {@code y = x W + b}, {@code W} of shape {@code [in × out]}, learnt by Adam (Kingma and Ba 2015, ICLR, algorithm 1). Sums are
 * of floats in a fixed order, so the same steps give the same bits.
 */
final class Layer {
    private static final float FIRST_DECAY = 0.9f;
    private static final float SECOND_DECAY = 0.999f;
    private static final float LEAST_ROOT = 1e-7f;

    final int in;
    final int out;
    final float[] weights;
    final float[] bias;
    private final Moments ofWeights;
    private final Moments ofBias;

    /** Starts with normal weights of variance {@code gain / in}. */
    Layer(int in, int out, double gain, SplittableRandom random) {
        this.in = in;
        this.out = out;
        weights = new float[in * out];
        bias = new float[out];
        double deviation = StrictMath.sqrt(gain / in);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (deviation * gauss(random));
        }
        ofWeights = new Moments(weights.length);
        ofBias = new Moments(out);
    }

    /** Box and Muller 1958. */
    private static double gauss(SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    /** @param x shape {@code [rows × in]}; @param y receives {@code [rows × out]} */
    void forward(float[] x, int rows, float[] y) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(bias, 0, y, row * out, out);
        }
        for (int i = 0; i < in; i++) {
            for (int row = 0; row < rows; row++) {
                float value = x[row * in + i];
                if (value != 0) {
                    add(value, weights, i * out, y, row * out, out);
                }
            }
        }
    }

    /**
     * Gathers the gradients of weights and bias.
     *
     * @param x what went in
     * @param slope of the loss by what came out, {@code [rows × out]}
     */
    void gather(float[] x, float[] slope, int rows) {
        Arrays.fill(ofWeights.gradient, 0);
        Arrays.fill(ofBias.gradient, 0);
        for (int row = 0; row < rows; row++) {
            add(1, slope, row * out, ofBias.gradient, 0, out);
        }
        for (int i = 0; i < in; i++) {
            for (int row = 0; row < rows; row++) {
                float value = x[row * in + i];
                if (value != 0) {
                    add(value, slope, row * out, ofWeights.gradient, i * out, out);
                }
            }
        }
    }

    /** The slope of the loss by one value that went in. */
    float slopeOf(int input, float[] slope, int row) {
        int w = input * out;
        int s = row * out;
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int j = 0;
        for (; j + 3 < out; j += 4) {
            a += weights[w + j] * slope[s + j];
            b += weights[w + j + 1] * slope[s + j + 1];
            c += weights[w + j + 2] * slope[s + j + 2];
            d += weights[w + j + 3] * slope[s + j + 3];
        }
        for (; j < out; j++) {
            a += weights[w + j] * slope[s + j];
        }
        return a + b + c + d;
    }

    /** @param step counted from 1 */
    void learn(float rate, int step) {
        float first = (float) (1 - StrictMath.pow(FIRST_DECAY, step));
        float second = (float) (1 - StrictMath.pow(SECOND_DECAY, step));
        ofWeights.learn(weights, rate, first, second);
        ofBias.learn(bias, rate, first, second);
    }

    private static void add(float factor, float[] from, int at, float[] to, int toAt, int count) {
        for (int j = 0; j < count; j++) {
            to[toAt + j] += factor * from[at + j];
        }
    }

    private static final class Moments {
        private final float[] gradient;
        private final float[] first;
        private final float[] second;

        private Moments(int size) {
            gradient = new float[size];
            first = new float[size];
            second = new float[size];
        }

        private void learn(float[] values, float rate, float firstShare, float secondShare) {
            for (int i = 0; i < values.length; i++) {
                float slope = gradient[i];
                first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope;
                second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope * slope;
                float root = (float) Math.sqrt(second[i] / secondShare) + LEAST_ROOT;
                values[i] -= rate * (first[i] / firstShare) / root;
            }
        }
    }
}
