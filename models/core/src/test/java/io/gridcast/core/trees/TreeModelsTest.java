package io.gridcast.core.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.forecast.QuantileModel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeModelsTest {
    private static final int ROWS = 200;
    private static final String SQUARED = "reg:squarederror";

    @BeforeAll
    static void needsNativeXgboost() {
        NativeLibrary.assumeLoaded();
    }

    static Stream<Named<TrainedModel>> beyondFlat() {
        return Stream.of(
                Named.of(
                        "dart", TrainedModel.of(SQUARED).with("booster", "dart").with("rate_drop", 0.3)),
                Named.of(
                        "linear",
                        TrainedModel.of(SQUARED).with("booster", "gblinear").missing(0)),
                Named.of("categories", TrainedModel.of(SQUARED).categories(6).with("tree_method", "hist")),
                Named.of(
                        "vector leaves",
                        TrainedModel.of("multi:softprob")
                                .with("num_class", 3)
                                .with("tree_method", "hist")
                                .with("multi_strategy", "multi_output_tree")),
                Named.of("classes", TrainedModel.of("multi:softprob").with("num_class", 3)),
                Named.of("a probability", TrainedModel.of("binary:logistic")));
    }

    @ParameterizedTest
    @MethodSource("beyondFlat")
    void whatTheFlatEvaluatorDoesNotCoverIsScoredByNativeXgboost(TrainedModel training) throws Exception {
        Booster booster = training.train();
        byte[] bytes = booster.toByteArray("ubj");
        float[] rows = ProbeRows.of(XgboostModel.read(bytes), ROWS, false, 3);
        for (int row = 0; row < ROWS; row++) {
            rows[row * 12] = row % 6;
        }
        float[][] expected = predict(booster, rows);
        booster.dispose();

        QuantileModel model = TreeModels.load(bytes);

        assertThat(model).isInstanceOf(NativeTrees.class);
        float[] scored = new float[ROWS * model.quantileCount()];
        model.score(rows, ROWS, scored);
        for (int row = 0; row < ROWS; row++) {
            int from = row * model.quantileCount();
            assertThat(Arrays.copyOfRange(scored, from, from + model.quantileCount()))
                    .containsExactly(expected[row]);
        }
        ((NativeTrees) model).close();
        assertThatThrownBy(() -> model.score(rows, ROWS, scored)).hasMessageContaining("closed");
    }

    /** Native XGBoost's two ways of scoring add dart's weighted trees up in another order: in place is ours. */
    private static float[][] predict(Booster booster, float[] rows) throws XGBoostError {
        try {
            return booster.inplace_predict(rows, ROWS, 12, Float.NaN);
        } catch (XGBoostError linearCannotPredictInPlace) {
            var matrix = new DMatrix(rows, ROWS, 12, Float.NaN);
            float[][] predicted = booster.predict(matrix);
            matrix.dispose();
            return predicted;
        }
    }

    @Test
    void plainTreesAreScoredFlat() throws Exception {
        assertThat(TreeModels.load(model("ubj"))).isInstanceOf(FlatTrees.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ubj", "json"})
    void aModelCutOffAnywhereIsRefusedWithAnExplanation(String format) throws Exception {
        byte[] bytes = model(format);
        for (int length = 0; length < bytes.length; length += 1 + bytes.length / 997) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> TreeModels.load(cut)).isInstanceOf(InvalidTreesException.class);
        }
    }

    /** Altered bytes may still be a model; what they must not do is hang, exhaust memory or fail without a reason. */
    @ParameterizedTest
    @ValueSource(strings = {"ubj", "json"})
    void aModelWithAlteredBytesIsScoredOrRefusedWithAnExplanation(String format) throws Exception {
        byte[] bytes = model(format);
        var random = new SplittableRandom(11);
        for (int attempt = 0; attempt < 2000; attempt++) {
            byte[] altered = bytes.clone();
            for (int i = 0; i < 1 + attempt % 4; i++) {
                altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
            }
            try {
                XgboostModel model = XgboostModel.read(altered);
                if (model.beyondFlat().isEmpty() && model.featureCount() < 1000) {
                    FlatTrees flat = FlatTrees.of(model);
                    flat.score(new float[flat.featureCount()], 1, new float[flat.quantileCount()]);
                }
            } catch (InvalidTreesException e) {
                assertThat(e.mend()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"learner\":1}",
                "{\"learner\":[1,\"a\"]}",
                "binf\0\0\0\0",
                "{L\0\0\0\0\0\0\0\7learner[$d#L\177\377\377\377\377\377\377\377"
            })
    void bytesThatAreNoModelAreRefusedWithAnExplanation(String text) {
        assertThatThrownBy(() -> TreeModels.load(text.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(InvalidTreesException.class)
                .hasMessageContaining("to mend it");
    }

    @Test
    void arraysTooShortForTheRowsAreRefused() throws Exception {
        QuantileModel model = TreeModels.load(model("ubj"));
        assertThatThrownBy(() -> model.score(new float[23], 2, new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 rows need 24 features");
    }

    private static byte[] model(String format) throws Exception {
        Booster booster =
                TrainedModel.of(SQUARED).rounds(3).with("max_depth", 3).train();
        byte[] bytes = booster.toByteArray(format);
        booster.dispose();
        return bytes;
    }
}
