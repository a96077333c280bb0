package io.gridcast.core.trees;

import io.gridcast.core.check.Checks;
import io.gridcast.core.forecast.QuantileModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores gradient-boosted trees in Java, without a branch or an allocation in its loops, to the same bits as native
 * XGBoost: each output starts from its base score and adds the leaves of its trees as floats, in the order of training.
 *
 * <p>Rows are scored in blocks that stay in the processor's first cache together with a bundle of trees. Immutable; any
 * number of threads can share it.
 */
public final class FlatTrees implements QuantileModel {
    /** Trees deeper than this are walked node by node: filled up, they double in size with each level. */
    static final int DEEPEST_PERFECT = 8;

    private static final int BLOCK_ROWS = 32;
    /** Keys of a block of rows: one array a thread, shared by all models that it scores. */
    private static final ThreadLocal<int[]> SCRATCH = ThreadLocal.withInitial(() -> new int[0]);

    private final int featureCount;
    private final float[] baseScores;
    private final TreeBundle[] bundles;
    private final int treeCount;

    private FlatTrees(XgboostModel model) {
        this.featureCount = model.featureCount();
        this.baseScores = model.baseScores().clone();
        this.treeCount = model.trees().size();
        List<TreeBundle> made = new ArrayList<>();
        for (int output = 0; output < baseScores.length; output++) {
            List<RegressionTree> trees = new ArrayList<>();
            for (int i = 0; i < treeCount; i++) {
                if (model.outputs()[i] == output) {
                    trees.add(model.trees().get(i));
                }
            }
            for (int from = 0; from < trees.size(); from += TreeBundle.WIDTH) {
                made.add(bundle(output, trees.subList(from, Math.min(trees.size(), from + TreeBundle.WIDTH))));
            }
        }
        this.bundles = made.toArray(TreeBundle[]::new);
    }

    /** @throws IllegalArgumentException if the model needs native XGBoost */
    static FlatTrees of(XgboostModel model) {
        Checks.require(model.beyondFlat().isEmpty(), "the model needs native XGBoost: " + model.beyondFlat());
        return new FlatTrees(model);
    }

    private TreeBundle bundle(int output, List<RegressionTree> trees) {
        int depth = 0;
        for (RegressionTree tree : trees) {
            depth = Math.max(depth, tree.checkedDepth(featureCount));
        }
        return depth <= DEEPEST_PERFECT
                ? new PerfectTrees(output, trees, depth)
                : new WalkedTrees(output, trees, depth);
    }

    /** How many trees it adds up, over all outputs. */
    public int treeCount() {
        return treeCount;
    }

    @Override
    public int featureCount() {
        return featureCount;
    }

    @Override
    public int quantileCount() {
        return baseScores.length;
    }

    @Override
    public void score(float[] features, int rows, float[] quantiles) {
        int outputs = baseScores.length;
        ScoreShapes.check(this, features, rows, quantiles);
        int stride = 2 * Math.max(1, featureCount);
        int[] keys = scratch(Math.min(rows, BLOCK_ROWS) * stride);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(baseScores, 0, quantiles, row * outputs, outputs);
        }
        for (int first = 0; first < rows; first += BLOCK_ROWS) {
            int count = Math.min(BLOCK_ROWS, rows - first);
            FeatureKeys.fill(features, first * featureCount, count * featureCount, keys);
            for (TreeBundle bundle : bundles) {
                bundle.add(keys, stride, count, quantiles, first * outputs, outputs);
            }
        }
    }

    private static int[] scratch(int size) {
        int[] keys = SCRATCH.get();
        if (keys.length < size) {
            keys = Arrays.copyOf(keys, size);
            SCRATCH.set(keys);
        }
        return keys;
    }
}
