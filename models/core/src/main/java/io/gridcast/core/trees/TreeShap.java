package io.gridcast.core.trees;

import io.gridcast.core.check.Checks;
import java.util.Arrays;
import java.util.List;

/**
 * How much each feature adds to what trees predict for a row: SHAP values (Lundberg and Lee 2017), exact for the trees and with features
 * that are left out averaged over along the paths that the training data took (Lundberg et al. 2020, Nature Machine Intelligence 2,
 * algorithm 2: path-dependent TreeSHAP). They are those of XGBoost's {@code pred_contribs}.
 *
 * <p>Takes milliseconds a row. Immutable; any number of threads can share it.
 */
public final class TreeShap {
    private final XgboostModel model;
    private final double[] expected;

    private TreeShap(XgboostModel model) {
        this.model = model;
        this.expected = new double[model.baseScores().length];
        for (int output = 0; output < expected.length; output++) {
            expected[output] = model.baseScores()[output];
        }
        List<RegressionTree> trees = model.trees();
        for (int i = 0; i < trees.size(); i++) {
            trees.get(i).checkedDepth(model.featureCount());
            expected[model.outputs()[i]] += mean(trees.get(i), 0);
        }
    }

    /**
     * Reads a model file (UBJSON or JSON); early stopping's best iteration counts, as in {@link FlatTrees}.
     *
     * @throws InvalidTreesException if the bytes are no model, one that is no plain sum of trees, or one that does not say how much of
     *     its training data came through each node
     */
    public static TreeShap load(byte[] bytes) {
        return of(XgboostModel.read(bytes));
    }

    static TreeShap of(XgboostModel model) {
        if (!model.beyondFlat().isEmpty()) {
            throw new InvalidTreesException("the model cannot be explained: " + model.beyondFlat());
        }
        for (RegressionTree tree : model.trees()) {
            if (tree.cover().length != tree.size()) {
                throw new InvalidTreesException("a tree of " + tree.size() + " nodes says for " + tree.cover().length
                        + " how much of its training data came through");
            }
        }
        return new TreeShap(model);
    }

    /** Number of features a row, F. */
    public int featureCount() {
        return model.featureCount();
    }

    /** What an output predicts in the mean over its training data: where contributions are counted from. */
    public double expected(int output) {
        return expected[output];
    }

    /**
     * What each feature adds to one output of one row. With {@link #expected}, they sum to what the trees predict.
     *
     * @param features shape {@code [rows × F]}, row-major; NaN is missing
     * @param contributions receives F values, in the unit of the output
     */
    public void explain(float[] features, int row, int output, double[] contributions) {
        Checks.require(
                contributions.length == featureCount(),
                "there is room for " + contributions.length + " contributions, must be for " + featureCount());
        Arrays.fill(contributions, 0);
        var walk = new Walk(features, row * featureCount(), contributions);
        for (int i = 0; i < model.trees().size(); i++) {
            if (model.outputs()[i] == output) {
                walk.add(model.trees().get(i));
            }
        }
    }

    private static double mean(RegressionTree tree, int node) {
        if (tree.isLeaf(node)) {
            return tree.condition()[node];
        }
        int left = tree.left()[node];
        int right = tree.right()[node];
        return share(tree, node, left) * mean(tree, left) + share(tree, node, right) * mean(tree, right);
    }

    /** Share of the training data at a node that went on to a child; half where none came that far. */
    private static double share(RegressionTree tree, int node, int child) {
        float cover = tree.cover()[node];
        return cover > 0 ? (double) tree.cover()[child] / cover : 0.5;
    }

    /** Goes all ways through trees with one row. */
    private static final class Walk {
        private final float[] features;
        private final int from;
        private final double[] contributions;

        Walk(float[] features, int from, double[] contributions) {
            this.features = features;
            this.from = from;
            this.contributions = contributions;
        }

        void add(RegressionTree tree) {
            visit(tree, 0, ShapPath.START);
        }

        private void visit(RegressionTree tree, int node, ShapPath path) {
            if (tree.isLeaf(node)) {
                path.addTo(contributions, tree.condition()[node]);
                return;
            }
            int feature = tree.feature()[node];
            int taken = next(tree, node);
            int other = taken == tree.left()[node] ? tree.right()[node] : tree.left()[node];
            int before = path.indexOf(feature);
            double without = before < 0 ? 1 : path.without(before);
            double with = before < 0 ? 1 : path.with(before);
            ShapPath rest = before < 0 ? path : path.minus(before);
            visit(tree, taken, rest.plus(feature, without * share(tree, node, taken), with));
            visit(tree, other, rest.plus(feature, without * share(tree, node, other), 0));
        }

        private int next(RegressionTree tree, int node) {
            float value = features[from + tree.feature()[node]];
            boolean left = Float.isNaN(value) ? tree.defaultLeft()[node] : value < tree.condition()[node];
            return left ? tree.left()[node] : tree.right()[node];
        }
    }
}
