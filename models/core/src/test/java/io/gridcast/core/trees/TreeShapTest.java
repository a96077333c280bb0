package io.gridcast.core.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeShapTest {
    private static final int ROWS = 300;
    private static final int LEAF = -1;
    private static final String SQUARED = "reg:squarederror";
    private static final String SEVEN = "[0.05,0.1,0.25,0.5,0.75,0.9,0.95]";

    static Stream<Named<TrainedModel>> models() {
        return Stream.of(
                Named.of("depth 6, a tenth missing", TrainedModel.of(SQUARED).with("max_depth", 6)),
                Named.of("most values missing", TrainedModel.of(SQUARED).missing(0.7)),
                Named.of("one feature", TrainedModel.of(SQUARED).features(1)),
                Named.of("a base score of its own", TrainedModel.of(SQUARED).with("base_score", -1234.567)),
                Named.of(
                        "depth 12",
                        TrainedModel.of(SQUARED).with("max_depth", 12).with("min_child_weight", 0)),
                Named.of("seven quantiles", TrainedModel.of("reg:quantileerror").with("quantile_alpha", SEVEN)),
                Named.of(
                        "stopped early",
                        TrainedModel.of(SQUARED).rounds(60).stopAfter(3).with("eta", 0.9)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void contributionsAreThoseOfNativeXgboost(TrainedModel training) throws Exception {
        NativeLibrary.assumeLoaded();
        Booster booster = training.train();
        byte[] bytes = booster.toByteArray("ubj");
        XgboostModel model = XgboostModel.read(bytes);
        TreeShap shap = TreeShap.load(bytes);
        float[] rows = ProbeRows.of(model, ROWS, false, 3);
        float[][] contributed = nativeContributions(booster, rows, model);
        int width = model.featureCount() + 1;
        double[] own = new double[model.featureCount()];
        for (int row = 0; row < ROWS; row++) {
            for (int output = 0; output < model.baseScores().length; output++) {
                shap.explain(rows, row, output, own);
                double size = 1;
                for (int f = 0; f < width; f++) {
                    size = Math.max(size, Math.abs(contributed[row][output * width + f]));
                }
                for (int f = 0; f < own.length; f++) {
                    assertThat(own[f]).isCloseTo(contributed[row][output * width + f], within(1e-4 * size));
                }
                assertThat(shap.expected(output))
                        .isCloseTo(contributed[row][output * width + own.length], within(1e-4 * size));
            }
        }
        booster.dispose();
    }

    @Test
    void contributionsSumToWhatIsPredicted() throws Exception {
        NativeLibrary.assumeLoaded();
        Booster booster = TrainedModel.of("reg:quantileerror")
                .with("quantile_alpha", SEVEN)
                .train();
        byte[] bytes = booster.toByteArray("json");
        booster.dispose();
        XgboostModel model = XgboostModel.read(bytes);
        float[] rows = ProbeRows.of(model, ROWS, false, 4);
        float[] predicted = new float[ROWS * 7];
        FlatTrees.of(model).score(rows, ROWS, predicted);
        TreeShap shap = TreeShap.load(bytes);
        double[] own = new double[model.featureCount()];
        for (int row = 0; row < ROWS; row++) {
            shap.explain(rows, row, 3, own);
            double sum = shap.expected(3);
            for (double each : own) {
                sum += each;
            }
            assertThat(sum).isCloseTo(predicted[row * 7 + 3], within(1e-3));
        }
    }

    /** 10 if a ≥ 1, else 4 if b ≥ 1, else 0; of 8 rows 4, 2 and 2 came there. */
    @Test
    void aTreeOfTwoFeaturesIsSharedAsByHand() {
        var tree = new RegressionTree(
                new int[] {1, 3, LEAF, LEAF, LEAF},
                new int[] {2, 4, LEAF, LEAF, LEAF},
                new int[] {0, 1, 0, 0, 0},
                new float[] {1, 1, 10, 0, 4},
                new boolean[] {true, false, false, false, false},
                new float[] {8, 4, 4, 2, 2});
        TreeShap shap = TreeShap.of(model(2, tree));
        double[] shares = new double[2];

        // Nothing known 6; a known 2, b known 0.5 · 10 + 0.5 · 4 = 7; both known 4.
        shap.explain(new float[] {0, 5}, 0, 0, shares);

        assertThat(shap.expected(0)).isEqualTo(6);
        assertThat(shares[0]).isCloseTo((2.0 - 6 + 4 - 7) / 2, within(1e-12));
        assertThat(shares[1]).isCloseTo((7.0 - 6 + 4 - 2) / 2, within(1e-12));
    }

    /** Shapley's own sum over all sets of features, on trees that split on the same feature again and again. */
    @Test
    void contributionsAreShapleysSums() {
        var random = new SplittableRandom(8);
        for (int attempt = 0; attempt < 200; attempt++) {
            RegressionTree tree = randomTree(random, 4, 4);
            float[] row = new float[4];
            for (int f = 0; f < row.length; f++) {
                row[f] = random.nextInt(5) == 0 ? Float.NaN : (float) random.nextDouble();
            }
            double[] shares = new double[4];
            TreeShap.of(model(4, tree)).explain(row, 0, 0, shares);
            for (int f = 0; f < row.length; f++) {
                assertThat(shares[f]).isCloseTo(shapley(tree, row, f), within(1e-9));
            }
        }
    }

    @Test
    void aModelThatDoesNotSayWhereItsDataWentIsRefused() {
        var tree = new RegressionTree(
                new int[] {LEAF},
                new int[] {LEAF},
                new int[] {0},
                new float[] {1},
                new boolean[] {false},
                new float[0]);
        assertThatThrownBy(() -> TreeShap.of(model(1, tree)))
                .isInstanceOf(InvalidTreesException.class)
                .hasMessageContaining("how much of its training data came through");
    }

    private static XgboostModel model(int features, RegressionTree tree) {
        return new XgboostModel("gbtree", features, new float[] {0}, List.of(tree), new int[] {0}, 0, false, "");
    }

    private static float[][] nativeContributions(Booster booster, float[] rows, XgboostModel model) throws Exception {
        var matrix = new DMatrix(rows, ROWS, model.featureCount(), Float.NaN);
        float[][] contributed = booster.predictContrib(matrix, model.rounds());
        matrix.dispose();
        return contributed;
    }

    /** A perfect tree; each node passes a random share of its cover on. */
    private static RegressionTree randomTree(SplittableRandom random, int depth, int features) {
        int nodes = (1 << (depth + 1)) - 1;
        int inner = (1 << depth) - 1;
        var tree = new RegressionTree(
                new int[nodes], new int[nodes], new int[nodes], new float[nodes], new boolean[nodes], new float[nodes]);
        tree.cover()[0] = 1000;
        for (int node = 0; node < nodes; node++) {
            boolean isLeaf = node >= inner;
            tree.left()[node] = isLeaf ? LEAF : 2 * node + 1;
            tree.right()[node] = isLeaf ? LEAF : 2 * node + 2;
            tree.feature()[node] = random.nextInt(features);
            tree.condition()[node] = (float) random.nextDouble();
            tree.defaultLeft()[node] = random.nextBoolean();
            if (!isLeaf) {
                float goesLeft = (float) (tree.cover()[node] * (0.1 + 0.8 * random.nextDouble()));
                tree.cover()[2 * node + 1] = goesLeft;
                tree.cover()[2 * node + 2] = tree.cover()[node] - goesLeft;
            }
        }
        return tree;
    }

    private static double shapley(RegressionTree tree, float[] row, int feature) {
        double sum = 0;
        for (int known = 0; known < 1 << row.length; known++) {
            if ((known >> feature & 1) == 0) {
                int size = Integer.bitCount(known);
                double weight = factorial(size) * factorial(row.length - size - 1) / factorial(row.length);
                sum += weight * (mean(tree, row, known | 1 << feature, 0) - mean(tree, row, known, 0));
            }
        }
        return sum;
    }

    private static double mean(RegressionTree tree, float[] row, int known, int node) {
        if (tree.isLeaf(node)) {
            return tree.condition()[node];
        }
        int left = tree.left()[node];
        int right = tree.right()[node];
        int feature = tree.feature()[node];
        if ((known >> feature & 1) == 1) {
            boolean goesLeft =
                    Float.isNaN(row[feature]) ? tree.defaultLeft()[node] : row[feature] < tree.condition()[node];
            return mean(tree, row, known, goesLeft ? left : right);
        }
        double cover = tree.cover()[node];
        return tree.cover()[left] / cover * mean(tree, row, known, left)
                + tree.cover()[right] / cover * mean(tree, row, known, right);
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }
}
