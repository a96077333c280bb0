package io.gridcast.training.neural;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One layer: {@code y = x W + b}, {@code W} of shape {@code [in × out]}, learnt by {@link Adam}. Sums are of floats in a fixed order, so
 * the same steps give the same bits.
 */
final class Layer {
    private static final int WIDE = 64;

    final int in;
    final int out;
    final float[] weights;
    final float[] bias;
    private final Adam ofWeights;
    private final Adam ofBias;
    private float[] turned = {};

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
        ofWeights = new Adam(weights);
        ofBias = new Adam(bias);
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
        for (int row = 0; row < rows; row++) {
            mix(x, row * in, 1, in, weights, out, y, row * out);
        }
    }

    /**
     * Gathers the gradients of weights and bias.
     *
     * @param x what went in
     * @param slope of the loss by what came out, {@code [rows × out]}
     */
    void gather(float[] x, float[] slope, int rows) {
        ofWeights.forgetGradient();
        ofBias.forgetGradient();
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < out; j++) {
                ofBias.gradient[j] += slope[row * out + j];
            }
        }
        for (int i = 0; i < in; i++) {
            mix(x, i, in, rows, slope, out, ofWeights.gradient, i * out);
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

    /**
     * The slopes of the loss by all that went in.
     *
     * @param slope of the loss by what came out, {@code [rows × out]}; @param slopes receives {@code [rows × in]}
     */
    void slopesOf(float[] slope, int rows, float[] slopes) {
        turn();
        Arrays.fill(slopes, 0, rows * in, 0);
        for (int row = 0; row < rows; row++) {
            mix(slope, row * out, 1, out, turned, in, slopes, row * in);
        }
    }

    /** Weights by output, so that slopes are added up along lines. */
    private void turn() {
        if (turned.length == 0) {
            turned = new float[weights.length];
        }
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                turned[j * in + i] = weights[i * out + j];
            }
        }
    }

    /** What it learns. */
    List<Adam> learnt() {
        return List.of(ofWeights, ofBias);
    }

    /** @param step counted from 1 */
    void learn(float rate, int step) {
        ofWeights.learn(rate, step);
        ofBias.learn(rate, step);
    }

    /** Adds lines of {@code width} to one line, each times its factor; wide ones four at a time, for that is twice as fast. */
    private static void mix(
            float[] factors, int first, int step, int count, float[] lines, int width, float[] to, int toAt) {
        int i = 0;
        for (; i + 3 < count && width >= WIDE; i += 4) {
            int from = first + i * step;
            float a = factors[from];
            float b = factors[from + step];
            float c = factors[from + 2 * step];
            float d = factors[from + 3 * step];
            int at = i * width;
            if (a != 0 || b != 0 || c != 0 || d != 0) {
                for (int j = 0; j < width; j++) {
                    to[toAt + j] += a * lines[at + j]
                            + b * lines[at + width + j]
                            + c * lines[at + 2 * width + j]
                            + d * lines[at + 3 * width + j];
                }
            }
        }
        for (; i < count; i++) {
            float factor = factors[first + i * step];
            for (int j = 0; j < width && factor != 0; j++) {
                to[toAt + j] += factor * lines[i * width + j];
            }
        }
    }
}
