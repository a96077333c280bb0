package io.gridcast.training.neural;

import java.util.List;
import java.util.SplittableRandom;

/** Rectified units, some of which are silent while they learn (dropout, Srivastava et al. 2014, JMLR 15). */
final class Rectifier implements Part {
    private final int units;
    private final float dropout;
    private final SplittableRandom random;
    private final float[] said;
    private final float[] shares;
    private final float[] slopes;

    Rectifier(int units, double dropout, SplittableRandom random, int most) {
        this.units = units;
        this.dropout = (float) dropout;
        this.random = random;
        said = new float[most * units];
        shares = new float[most * units];
        slopes = new float[most * units];
    }

    @Override
    public int out() {
        return units;
    }

    @Override
    public float[] forward(float[] x, int rows, boolean isLearning) {
        boolean drops = isLearning && dropout > 0;
        float kept = drops ? 1 / (1 - dropout) : 1;
        for (int i = 0; i < rows * units; i++) {
            boolean isSilent = x[i] <= 0 || (drops && random.nextDouble() < dropout);
            shares[i] = isSilent ? 0 : kept;
            said[i] = isSilent ? 0 : x[i] * kept;
        }
        return said;
    }

    @Override
    public float[] back(float[] slope, int rows) {
        for (int i = 0; i < rows * units; i++) {
            slopes[i] = slope[i] * shares[i];
        }
        return slopes;
    }

    @Override
    public List<Adam> weights() {
        return List.of();
    }

    @Override
    public String write(OnnxGraph graph, String x) {
        return graph.node("Relu", x);
    }
}
