package io.gridcast.core.trees;

import java.util.List;

/**
 * Trees filled up to one depth, so that a child is found by arithmetic: the children of place p are 2p (value not below
 * the condition) and 2p + 1. Place p of tree t lies at {@code p × WIDTH + t}, so that the trees' roots share cache lines.
 */
final class PerfectTrees implements TreeBundle {
    private final int output;
    private final int depth;
    private final long[] nodes;
    private final float[] leaves;

    /** @param trees at most {@link #WIDTH} */
    PerfectTrees(int output, List<RegressionTree> trees, int depth) {
        this.output = output;
        this.depth = depth;
        this.nodes = new long[WIDTH << depth];
        this.leaves = new float[WIDTH << depth];
        java.util.Arrays.fill(leaves, NOTHING);
        for (int t = 0; t < trees.size(); t++) {
            place(trees.get(t), 0, t, 1, 0);
        }
    }

    private void place(RegressionTree tree, int node, int t, int place, int level) {
        if (level == depth) {
            leaves[(place - (1 << depth)) * WIDTH + t] = tree.condition()[node];
        } else if (tree.isLeaf(node)) {
            place(tree, node, t, 2 * place, level + 1);
            place(tree, node, t, 2 * place + 1, level + 1);
        } else {
            int column = FeatureKeys.column(tree.feature()[node], tree.defaultLeft()[node]);
            nodes[place * WIDTH + t] = FeatureKeys.node(column, FeatureKeys.keyOf(tree.condition()[node]));
            place(tree, tree.right()[node], t, 2 * place, level + 1);
            place(tree, tree.left()[node], t, 2 * place + 1, level + 1);
        }
    }

    @Override
    public int output() {
        return output;
    }

    @Override
    public void add(int[] keys, int stride, int rows, float[] quantiles, int offset, int outputs) {
        for (int row = 0; row < rows; row++) {
            int at = offset + row * outputs + output;
            quantiles[at] = add(keys, row * stride, quantiles[at]);
        }
    }

    private float add(int[] keys, int row, float sum) {
        long[] n = nodes;
        int p0 = 8;
        int p1 = 9;
        int p2 = 10;
        int p3 = 11;
        int p4 = 12;
        int p5 = 13;
        int p6 = 14;
        int p7 = 15;
        for (int level = 0; level < depth; level++) {
            p0 = 2 * p0 + below(keys, row, n[p0]);
            p1 = 2 * p1 + below(keys, row, n[p1]) - 1;
            p2 = 2 * p2 + below(keys, row, n[p2]) - 2;
            p3 = 2 * p3 + below(keys, row, n[p3]) - 3;
            p4 = 2 * p4 + below(keys, row, n[p4]) - 4;
            p5 = 2 * p5 + below(keys, row, n[p5]) - 5;
            p6 = 2 * p6 + below(keys, row, n[p6]) - 6;
            p7 = 2 * p7 + below(keys, row, n[p7]) - 7;
        }
        float[] v = leaves;
        int first = WIDTH << depth;
        return sum
                + v[p0 - first]
                + v[p1 - first]
                + v[p2 - first]
                + v[p3 - first]
                + v[p4 - first]
                + v[p5 - first]
                + v[p6 - first]
                + v[p7 - first];
    }

    /** {@link #WIDTH} if the row's value lies below the node's condition, else 0. */
    private static int below(int[] keys, int row, long node) {
        long difference = (long) keys[row + (int) (node >>> 32)] - (int) node;
        return (int) (difference >>> 60) & WIDTH;
    }
}
