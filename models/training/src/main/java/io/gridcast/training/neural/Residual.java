package io.gridcast.training.neural;

import java.util.List;

/** What goes in, and what a part of as many columns says to it, added up (He, Zhang, Ren and Sun 2016, CVPR). */
final class Residual implements Part {
    private final Part part;
    private final float[] said;
    private final float[] slopes;

    Residual(Part part, int most) {
        this.part = part;
        said = new float[most * part.out()];
        slopes = new float[most * part.out()];
    }

    @Override
    public int out() {
        return part.out();
    }

    @Override
    public float[] forward(float[] x, int rows, boolean isLearning) {
        sum(x, part.forward(x, rows, isLearning), said, rows * part.out());
        return said;
    }

    @Override
    public float[] back(float[] slope, int rows) {
        sum(slope, part.back(slope, rows), slopes, rows * part.out());
        return slopes;
    }

    private static void sum(float[] one, float[] other, float[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = one[i] + other[i];
        }
    }

    @Override
    public List<Adam> weights() {
        return part.weights();
    }

    @Override
    public String write(OnnxGraph graph, String x) {
        return graph.node("Add", x, part.write(graph, x));
    }
}
