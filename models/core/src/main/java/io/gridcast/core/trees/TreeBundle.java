package io.gridcast.core.trees;

/** A few consecutive trees of one output, walked at once so that the processor can wait for all of them together. */
interface TreeBundle {
    /** Trees walked at once; a shorter bundle is filled up with trees that add nothing. */
    int WIDTH = 8;

    /** What a tree that fills a bundle up adds: −0 leaves every float as it is, also −0. */
    float NOTHING = -0.0f;

    /** The output that it adds to. */
    int output();

    /**
     * Adds the leaves of its trees, in order, to the output of each row.
     *
     * @param keys shape {@code [rows × 2F]}, see {@link FeatureKeys}
     * @param stride 2F
     * @param quantiles shape {@code [rows × Q]}, from {@code offset}
     */
    void add(int[] keys, int stride, int rows, float[] quantiles, int offset, int outputs);
}
