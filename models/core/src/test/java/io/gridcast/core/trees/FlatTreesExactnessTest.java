package io.gridcast.core.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Native XGBoost is the reference: every bit of every prediction must be its own. */
class FlatTreesExactnessTest {
    private static final int ROWS = 3000;
    private static final String SQUARED = "reg:squarederror";
    private static final String SEVEN = "[0.05,0.1,0.25,0.5,0.75,0.9,0.95]";

    @BeforeAll
    static void needsNativeXgboost() {
        NativeLibrary.assumeLoaded();
    }

    static Stream<Named<TrainedModel>> models() {
        return Stream.of(
                Named.of("depth 6, a tenth missing", TrainedModel.of(SQUARED).with("max_depth", 6)),
                Named.of("nothing missing in training", TrainedModel.of(SQUARED).missing(0)),
                Named.of("most values missing", TrainedModel.of(SQUARED).missing(0.7)),
                Named.of(
                        "shallow", TrainedModel.of(SQUARED).with("max_depth", 2).rounds(101)),
                Named.of("stumps", TrainedModel.of(SQUARED).with("max_depth", 1).rounds(9)),
                Named.of("one tree", TrainedModel.of(SQUARED).rounds(1)),
                Named.of("one feature", TrainedModel.of(SQUARED).features(1)),
                Named.of(
                        "depth 8, the deepest filled up",
                        TrainedModel.of(SQUARED).with("max_depth", 8)),
                Named.of(
                        "depth 12",
                        TrainedModel.of(SQUARED).with("max_depth", 12).with("min_child_weight", 0)),
                Named.of(
                        "unlimited depth, leaf by leaf",
                        TrainedModel.of(SQUARED)
                                .with("max_depth", 0)
                                .with("max_leaves", 300)
                                .with("grow_policy", "lossguide")
                                .with("tree_method", "hist")),
                Named.of("exact splits", TrainedModel.of(SQUARED).with("tree_method", "exact")),
                Named.of(
                        "pruned trees",
                        TrainedModel.of(SQUARED).with("tree_method", "exact").with("gamma", 2000)),
                Named.of("a base score of its own", TrainedModel.of(SQUARED).with("base_score", -1234.567)),
                Named.of(
                        "forests of three trees a round",
                        TrainedModel.of(SQUARED).with("num_parallel_tree", 3).with("subsample", 0.6)),
                Named.of("absolute error", TrainedModel.of("reg:absoluteerror")),
                Named.of("log-odds", TrainedModel.of("binary:logitraw")),
                Named.of(
                        "log-odds from a rare start",
                        TrainedModel.of("binary:logitraw").with("base_score", 0.03)),
                Named.of("pseudo-Huber", TrainedModel.of("reg:pseudohubererror")),
                Named.of("one quantile", TrainedModel.of("reg:quantileerror").with("quantile_alpha", "[0.9]")),
                Named.of("seven quantiles", TrainedModel.of("reg:quantileerror").with("quantile_alpha", SEVEN)),
                Named.of(
                        "seven quantiles, deep",
                        TrainedModel.of("reg:quantileerror")
                                .with("quantile_alpha", SEVEN)
                                .with("max_depth", 11)
                                .rounds(8)),
                Named.of(
                        "seven quantiles, stopped early",
                        TrainedModel.of("reg:quantileerror")
                                .with("quantile_alpha", SEVEN)
                                .rounds(60)
                                .stopAfter(3)
                                .with("eta", 0.9)),
                Named.of(
                        "stopped early",
                        TrainedModel.of(SQUARED).rounds(60).stopAfter(3).with("eta", 0.9)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void theFlatEvaluatorGivesTheBitsOfNativeXgboost(TrainedModel training) throws Exception {
        Booster booster = training.train();
        for (String format : new String[] {"ubj", "json"}) {
            byte[] bytes = booster.toByteArray(format);
            XgboostModel model = XgboostModel.read(bytes);
            FlatTrees flat = FlatTrees.of(model);

            float[] rows = ProbeRows.of(model, ROWS, true, 3);
            float[] scored = new float[ROWS * flat.quantileCount()];
            flat.score(rows, ROWS, scored);
            assertSameBits(scored, predictInPlace(bytes, rows));

            float[] finite = ProbeRows.of(model, ROWS, false, 4);
            flat.score(finite, ROWS, scored);
            assertSameBits(scored, predictByMatrix(booster, finite, model));
        }
        booster.dispose();
    }

    @Test
    void oneRowScoresAsItDoesAmongMany() throws Exception {
        Booster booster = TrainedModel.of("reg:quantileerror")
                .with("quantile_alpha", SEVEN)
                .train();
        byte[] bytes = booster.toByteArray("ubj");
        booster.dispose();
        FlatTrees flat = FlatTrees.of(XgboostModel.read(bytes));
        float[] rows = ProbeRows.of(XgboostModel.read(bytes), 100, true, 5);
        float[] together = new float[100 * 7];
        flat.score(rows, 100, together);

        float[] alone = new float[7];
        for (int row = 0; row < 100; row++) {
            int from = row * flat.featureCount();
            flat.score(Arrays.copyOfRange(rows, from, from + flat.featureCount()), 1, alone);
            assertSameBits(alone, Arrays.copyOfRange(together, row * 7, row * 7 + 7));
        }
    }

    @Test
    void earlyStoppingLeavesOutTheTreesAfterTheBestIteration() throws Exception {
        Booster booster = TrainedModel.of(SQUARED)
                .rounds(60)
                .stopAfter(3)
                .with("eta", 0.9)
                .train();
        int best = Integer.parseInt(booster.getAttr("best_iteration"));
        FlatTrees flat = FlatTrees.of(XgboostModel.read(booster.toByteArray("ubj")));
        assertThat(flat.treeCount()).isEqualTo(best + 1).isLessThan(booster.getNumBoostedRound());
        booster.dispose();
    }

    private static float[] predictInPlace(byte[] bytes, float[] rows) {
        try (NativeTrees trees = NativeTrees.load(bytes)) {
            float[] predicted = new float[ROWS * trees.quantileCount()];
            trees.score(rows, ROWS, predicted);
            return predicted;
        }
    }

    private static float[] predictByMatrix(Booster booster, float[] rows, XgboostModel model) throws Exception {
        var matrix = new DMatrix(rows, ROWS, model.featureCount(), Float.NaN);
        float[][] predicted = booster.predict(matrix, false, model.rounds());
        matrix.dispose();
        float[] flat = new float[ROWS * predicted[0].length];
        for (int row = 0; row < ROWS; row++) {
            System.arraycopy(predicted[row], 0, flat, row * predicted[row].length, predicted[row].length);
        }
        return flat;
    }

    private static void assertSameBits(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            if (Float.floatToRawIntBits(actual[i]) != Float.floatToRawIntBits(expected[i])) {
                throw new AssertionError("value " + i + " is " + actual[i] + ", native XGBoost says " + expected[i]);
            }
        }
    }
}
