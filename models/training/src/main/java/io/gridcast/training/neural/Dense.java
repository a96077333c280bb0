package io.gridcast.training.neural;

import java.util.List;
import java.util.SplittableRandom;

/** A {@link Layer} as a part. */
final class Dense implements Part {
    private final Layer layer;
    private final float[] said;
    private final float[] slopes;
    private float[] heard = {};

    /** @param gain see {@link Layer}; @param most rows at a time */
    Dense(int in, int out, double gain, SplittableRandom random, int most) {
        layer = new Layer(in, out, gain, random);
        said = new float[most * out];
        slopes = new float[most * in];
    }

    @Override
    public int out() {
        return layer.out;
    }

    @Override
    public float[] forward(float[] x, int rows, boolean isLearning) {
        heard = x;
        layer.forward(x, rows, said);
        return said;
    }

    @Override
    public float[] back(float[] slope, int rows) {
        layer.gather(heard, slope, rows);
        layer.slopesOf(slope, rows, slopes);
        return slopes;
    }

    @Override
    public List<Adam> weights() {
        return layer.learnt();
    }

    @Override
    public String write(OnnxGraph graph, String x) {
        String weighed = graph.node("MatMul", x, graph.constant(layer.weights, layer.in, layer.out));
        return graph.node("Add", weighed, graph.constant(layer.bias, layer.out));
    }
}
