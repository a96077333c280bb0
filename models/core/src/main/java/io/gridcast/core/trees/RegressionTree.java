package io.gridcast.core.trees;

/**
 * One tree as XGBoost keeps it: parallel arrays over nodes, node 0 is the root.
 *
 * @param left index of the child for values below the condition, −1 at a leaf
 * @param right index of the other child
 * @param feature column that a node splits on
 * @param condition what a value is compared with; at a leaf, its value
 * @param defaultLeft whether a missing value goes left
 * @param cover how much of the training data came through a node, the sum of second derivatives; empty where the file does not say
 */
@SuppressWarnings("ArrayRecordComponent")
record RegressionTree(int[] left, int[] right, int[] feature, float[] condition, boolean[] defaultLeft, float[] cover) {
    private static final int LEAF = -1;

    boolean isLeaf(int node) {
        return left[node] == LEAF;
    }

    int size() {
        return left.length;
    }

    /**
     * The longest way from the root to a leaf, in steps.
     *
     * @throws InvalidTreesException if children lie outside the tree or a node has two parents
     */
    int checkedDepth(int featureCount) {
        if (size() == 0) {
            throw new InvalidTreesException("a tree has no nodes");
        }
        int[] depth = new int[size()];
        boolean[] seen = new boolean[size()];
        int[] queue = new int[size()];
        int last = 1;
        int deepest = 0;
        for (int next = 0; next < last; next++) {
            int node = queue[next];
            deepest = Math.max(deepest, depth[node]);
            if (isLeaf(node)) {
                continue;
            }
            checkFeature(node, featureCount);
            for (int child : new int[] {left[node], right[node]}) {
                if (child <= 0 || child >= size() || seen[child]) {
                    throw new InvalidTreesException("node " + node + " of a tree of " + size() + " nodes has child "
                            + child + ", which is not there or has another parent");
                }
                seen[child] = true;
                depth[child] = depth[node] + 1;
                queue[last++] = child;
            }
        }
        return deepest;
    }

    private void checkFeature(int node, int featureCount) {
        if (feature[node] < 0 || feature[node] >= featureCount) {
            throw new InvalidTreesException("node " + node + " of a tree splits on feature " + feature[node]
                    + " of a model of " + featureCount + " features");
        }
    }
}
