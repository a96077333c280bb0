package io.gridcast.training.neural;

import java.util.Arrays;
import java.util.List;

/** Rows in standard deviations from their own mean, then scaled and moved by what is learnt (Ba, Kiros and Hinton 2016, section 3). */
final class LayerNorm implements Part {
    private static final float LEAST_VARIANCE = 1e-5f;

    private final int units;
    private final Adam gain;
    private final Adam bias;
    private final float[] normal;
    private final float[] roots;
    private final float[] said;
    private final float[] slopes;

    LayerNorm(int units, int most) {
        this.units = units;
        float[] ones = new float[units];
        Arrays.fill(ones, 1);
        gain = new Adam(ones);
        bias = new Adam(new float[units]);
        normal = new float[most * units];
        roots = new float[most];
        said = new float[most * units];
        slopes = new float[most * units];
    }

    @Override
    public int out() {
        return units;
    }

    @Override
    public float[] forward(float[] x, int rows, boolean isLearning) {
        for (int row = 0; row < rows; row++) {
            int at = row * units;
            float mean = 0;
            for (int i = 0; i < units; i++) {
                mean += x[at + i];
            }
            mean /= units;
            float squares = 0;
            for (int i = 0; i < units; i++) {
                float away = x[at + i] - mean;
                squares += away * away;
            }
            roots[row] = (float) Math.sqrt(squares / units + LEAST_VARIANCE);
            for (int i = 0; i < units; i++) {
                normal[at + i] = (x[at + i] - mean) / roots[row];
                said[at + i] = normal[at + i] * gain.values[i] + bias.values[i];
            }
        }
        return said;
    }

    @Override
    public float[] back(float[] slope, int rows) {
        gain.forgetGradient();
        bias.forgetGradient();
        for (int row = 0; row < rows; row++) {
            int at = row * units;
            float sum = 0;
            float along = 0;
            for (int i = 0; i < units; i++) {
                gain.gradient[i] += slope[at + i] * normal[at + i];
                bias.gradient[i] += slope[at + i];
                float own = slope[at + i] * gain.values[i];
                sum += own;
                along += own * normal[at + i];
            }
            for (int i = 0; i < units; i++) {
                float own = slope[at + i] * gain.values[i];
                slopes[at + i] = (own - sum / units - normal[at + i] * along / units) / roots[row];
            }
        }
        return slopes;
    }

    @Override
    public List<Adam> weights() {
        return List.of(gain, bias);
    }

    @Override
    public String write(OnnxGraph graph, String x) {
        String away = graph.node("Sub", x, mean(graph, x));
        String variance = mean(graph, graph.node("Mul", away, away));
        String root = graph.node("Sqrt", graph.node("Add", variance, graph.constant(new float[] {LEAST_VARIANCE}, 1)));
        String scaled = graph.node("Mul", graph.node("Div", away, root), graph.constant(gain.values, units));
        return graph.node("Add", scaled, graph.constant(bias.values, units));
    }

    private static String mean(OnnxGraph graph, String x) {
        return graph.listed("ReduceMean", "axes", new int[] {-1}, x);
    }
}
