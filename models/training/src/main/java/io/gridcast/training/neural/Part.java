package io.gridcast.training.neural;

import java.util.List;

/**
 * A part of a network that maps rows to rows, in three forms that must agree: what it says, how slopes go back through it, and the ONNX
 * operators that say the same. Not thread-safe: what was said last is kept to learn from it.
 */
interface Part {
    /** Columns of what it says. */
    int out();

    /**
     * What it says.
     *
     * @param x shape {@code [rows × in]}, left alone; kept until {@link #back}
     * @param isLearning whether some units are silent
     * @return shape {@code [rows × out]}; valid until the next call
     */
    float[] forward(float[] x, int rows, boolean isLearning);

    /**
     * Gathers the gradients of its own weights for what was said last.
     *
     * @param slope of the loss by what it said, {@code [rows × out]}
     * @return slope of the loss by what went in, {@code [rows × in]}; valid until the next call
     */
    float[] back(float[] slope, int rows);

    /** All that it learns. */
    List<Adam> weights();

    /** Adds its operators to a graph; {@code x} may have any dimensions before its columns. */
    String write(OnnxGraph graph, String x);
}
