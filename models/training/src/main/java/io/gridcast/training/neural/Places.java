package io.gridcast.training.neural;

import java.util.List;
import java.util.SplittableRandom;

/** Adds to each token what is learnt of its place in the sample; a row is a token, the tokens of a sample follow each other. */
final class Places implements Part {
    private static final float SMALL = 0.1f;

    private final int tokens;
    private final int units;
    private final Adam places;
    private final float[] said;

    Places(int tokens, int units, SplittableRandom random, int most) {
        this.tokens = tokens;
        this.units = units;
        float[] values = new float[tokens * units];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (SMALL * (2 * random.nextDouble() - 1));
        }
        places = new Adam(values);
        said = new float[most * units];
    }

    @Override
    public int out() {
        return units;
    }

    @Override
    public float[] forward(float[] x, int rows, boolean isLearning) {
        for (int i = 0; i < rows * units; i++) {
            said[i] = x[i] + places.values[i % (tokens * units)];
        }
        return said;
    }

    @Override
    public float[] back(float[] slope, int rows) {
        places.forgetGradient();
        for (int i = 0; i < rows * units; i++) {
            places.gradient[i % (tokens * units)] += slope[i];
        }
        return slope;
    }

    @Override
    public List<Adam> weights() {
        return List.of(places);
    }

    @Override
    public String write(OnnxGraph graph, String x) {
        return graph.node("Add", x, graph.constant(places.values, tokens, units));
    }
}
