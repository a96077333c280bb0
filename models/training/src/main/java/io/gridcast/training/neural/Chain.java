package io.gridcast.training.neural;

import java.util.List;

/** Parts one after the other. */
final class Chain implements Part {
    private final List<Part> parts;

    Chain(Part... parts) {
        this.parts = List.of(parts);
    }

    @Override
    public int out() {
        return parts.get(parts.size() - 1).out();
    }

    @Override
    public float[] forward(float[] x, int rows, boolean isLearning) {
        float[] value = x;
        for (Part part : parts) {
            value = part.forward(value, rows, isLearning);
        }
        return value;
    }

    @Override
    public float[] back(float[] slope, int rows) {
        float[] slopes = slope;
        for (int i = parts.size() - 1; i >= 0; i--) {
            slopes = parts.get(i).back(slopes, rows);
        }
        return slopes;
    }

    @Override
    public List<Adam> weights() {
        return parts.stream().flatMap(part -> part.weights().stream()).toList();
    }

    @Override
    public String write(OnnxGraph graph, String x) {
        String value = x;
        for (Part part : parts) {
            value = part.write(graph, value);
        }
        return value;
    }
}
