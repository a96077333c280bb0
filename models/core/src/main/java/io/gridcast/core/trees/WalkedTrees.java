package io.gridcast.core.trees;

import java.util.List;

/**
 * Trees too deep to fill up, kept node by node: siblings lie side by side, and a leaf leads to itself, so that all trees
 * of the bundle take the same number of steps without a branch.
 */
final class WalkedTrees implements TreeBundle {
    private final int output;
    private final int depth;
    private final long[] nodes;
    /** The child for values not below the condition; the other one is next to it. */
    private final int[] children;

    private final float[] values;
    private int used;

    /** @param trees at most {@link #WIDTH} */
    WalkedTrees(int output, List<RegressionTree> trees, int depth) {
        this.output = output;
        this.depth = depth;
        int size = WIDTH;
        for (RegressionTree tree : trees) {
            size += tree.size();
        }
        this.nodes = new long[size];
        this.children = new int[size];
        this.values = new float[size];
        this.used = WIDTH;
        for (int t = 0; t < WIDTH; t++) {
            if (t < trees.size()) {
                place(trees.get(t), t);
            } else {
                placeLeaf(t, NOTHING);
            }
        }
    }

    /** Breadth first, so that a tree as deep as it has nodes needs no deep stack. */
    private void place(RegressionTree tree, int root) {
        int[] from = new int[tree.size()];
        int[] to = new int[tree.size()];
        to[0] = root;
        int last = 1;
        for (int next = 0; next < last; next++) {
            int node = from[next];
            if (tree.isLeaf(node)) {
                placeLeaf(to[next], tree.condition()[node]);
                continue;
            }
            int column = FeatureKeys.column(tree.feature()[node], tree.defaultLeft()[node]);
            nodes[to[next]] = FeatureKeys.node(column, FeatureKeys.keyOf(tree.condition()[node]));
            children[to[next]] = used;
            from[last] = tree.right()[node];
            to[last++] = used++;
            from[last] = tree.left()[node];
            to[last++] = used++;
        }
    }

    private void placeLeaf(int place, float value) {
        nodes[place] = FeatureKeys.node(0, Integer.MIN_VALUE);
        children[place] = place;
        values[place] = value;
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
        int p0 = 0;
        int p1 = 1;
        int p2 = 2;
        int p3 = 3;
        int p4 = 4;
        int p5 = 5;
        int p6 = 6;
        int p7 = 7;
        for (int level = 0; level < depth; level++) {
            p0 = next(keys, row, p0);
            p1 = next(keys, row, p1);
            p2 = next(keys, row, p2);
            p3 = next(keys, row, p3);
            p4 = next(keys, row, p4);
            p5 = next(keys, row, p5);
            p6 = next(keys, row, p6);
            p7 = next(keys, row, p7);
        }
        float[] v = values;
        return sum + v[p0] + v[p1] + v[p2] + v[p3] + v[p4] + v[p5] + v[p6] + v[p7];
    }

    private int next(int[] keys, int row, int place) {
        long node = nodes[place];
        long difference = (long) keys[row + (int) (node >>> 32)] - (int) node;
        return children[place] + (int) (difference >>> 63);
    }
}
