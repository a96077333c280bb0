package io.gridcast.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.linear.LinearModel;
import io.gridcast.core.neural.InvalidOnnxException;
import io.gridcast.core.neural.OnnxModel;
import io.gridcast.core.trees.TreeModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonModelsTest {
    private static final int ROWS = 16;
    private final float[] inputs = PythonFiles.rows("golden.csv");

    @ParameterizedTest
    @ValueSource(strings = {"xgboost.ubj", "xgboost.json"})
    void treesScoreToTheBitAsInPython(String file) {
        float[] scored = score(TreeModels.load(PythonFiles.bytes(file)));

        assertThat(scored).containsExactly(PythonFiles.rows("golden-outputs.csv"));
    }

    @Test
    void anOnnxModelScoresAsInPythonFromManyThreadsAtOnce() {
        float[] expected = PythonFiles.rows("golden-onnx-outputs.csv");
        try (OnnxModel model = OnnxModel.load(PythonFiles.bytes("sklearn.onnx"), TestPacks.FEATURES)) {
            assertThat(model.quantileCount()).isEqualTo(7);

            boolean allEqual = IntStream.range(0, 200).parallel().allMatch(call -> isClose(score(model), expected));

            assertThat(allEqual).isTrue();
        }
    }

    /** What it refers to lies there, in the working directory: a pack of it would score nowhere else. */
    @Test
    void anOnnxModelWhoseWeightsLieInAnotherFileIsRefused() throws IOException {
        Path weights = Path.of("target", "external-weights.bin");
        Files.write(weights, new byte[TestPacks.FEATURES * 7 * Float.BYTES]);
        try {
            assertThatThrownBy(() -> OnnxModel.load(PythonFiles.bytes("external.onnx"), TestPacks.FEATURES))
                    .isInstanceOf(InvalidOnnxException.class)
                    .hasMessageContaining("external_data=False");
        } finally {
            Files.delete(weights);
        }
    }

    @Test
    void aLinearModelIsItsWeights() {
        LinearModel model = LinearModel.load("""
                {"intercepts": [1, 2], "weights": [[2, 0], [0, 3]], "means": [10, 20], "scales": [1, 2]}
                """.getBytes(StandardCharsets.UTF_8));
        float[] quantiles = new float[4];

        model.score(new float[] {11, 24, Float.NaN, 22}, 2, quantiles);

        assertThat(quantiles).containsExactly(3, 8, 1, 5);
    }

    @Test
    void withoutMeansAMissingFeatureMakesTheRowMissing() {
        LinearModel model = LinearModel.load("{\"intercepts\":[1],\"weights\":[[2]]}".getBytes(StandardCharsets.UTF_8));
        float[] quantiles = new float[1];

        model.score(new float[] {Float.NaN}, 1, quantiles);

        assertThat(quantiles).containsExactly(Float.NaN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"intercepts\":[1]}",
                "{\"intercepts\":[1],\"weights\":[[1,2],[3,4]]}",
                "{\"intercepts\":[1,2],\"weights\":[[1,2],[3]]}",
                "{\"intercepts\":[\"1\"],\"weights\":[[1]]}",
                "{\"intercepts\":[1],\"weights\":[[1]],\"scales\":[0]}",
                "{\"intercepts\":[1],\"weights\":[[1]],\"means\":[0,0]}"
            })
    void weightsThatDoNotFitAreRefused(String json) {
        assertThatThrownBy(() -> LinearModel.load(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ExplainedException.class)
                .hasMessageStartingWith("the linear model cannot be read: ");
    }

    @Test
    void anOnnxModelOfOtherInputsIsRefused() {
        assertThatThrownBy(() -> OnnxModel.load(PythonFiles.bytes("sklearn.onnx"), 40))
                .hasMessageContaining("must be one of floats [N, 40] with N open")
                .hasMessageContaining("dynamic_axes");
    }

    @Test
    void whatIsNoOnnxIsRefused() {
        assertThatThrownBy(() -> OnnxModel.load(new byte[] {1, 2, 3}, 12))
                .hasMessageStartingWith("ONNX Runtime refuses the model: ");
    }

    @Test
    void anOnnxPackIsHeldToItsGoldenSampleWithinItsTolerance() {
        ModelPack right = onnxPack(0, PackLoader.ONNX_TOLERANCE);
        ModelPack wrong = onnxPack(1, PackLoader.ONNX_TOLERANCE);

        try (LoadedModel loaded = PackLoader.standard().load(right)) {
            assertThat(loaded.model().quantileCount()).isEqualTo(7);
        }
        assertThat(PackFormat.read(PackFormat.write(right)).manifest().goldenTolerance())
                .isEqualTo(PackLoader.ONNX_TOLERANCE, within(1e-12));
        assertThatThrownBy(() -> PackLoader.standard().load(wrong))
                .hasMessageContaining("scored its golden sample's row 0 as ");
    }

    @Test
    void treesAreNeverAllowedATolerance() {
        PackManifest lax = TestPacks.description(PackLoader.XGBOOST).withGoldenTolerance(1e-4);

        assertThatThrownBy(() -> ManifestCheck.check(lax))
                .hasMessageContaining("allows its golden sample a tolerance of 1.0E-4, at most 0.0 is possible");
    }

    private ModelPack onnxPack(float off, double tolerance) {
        byte[] graph = PythonFiles.bytes("sklearn.onnx");
        GoldenSample golden;
        try (OnnxModel model = OnnxModel.load(graph, TestPacks.FEATURES)) {
            golden = GoldenSample.of(new CenteredQuantiles(model, TestPacks.SCHEMA), inputs);
        }
        float[] quantiles = golden.quantiles().clone();
        quantiles[3] += off;
        return ModelPack.of(
                TestPacks.description(PackLoader.ONNX).withGoldenTolerance(tolerance),
                new GoldenSample(ROWS, inputs, quantiles),
                new TreeMap<>(Map.of(PackLoader.ONNX_GRAPH, graph)));
    }

    private float[] score(QuantileModel model) {
        float[] quantiles = new float[ROWS * model.quantileCount()];
        model.score(inputs, ROWS, quantiles);
        return quantiles;
    }

    private static boolean isClose(float[] scored, float[] expected) {
        return IntStream.range(0, expected.length)
                .allMatch(i -> Math.abs(scored[i] - expected[i]) <= 1e-5 * Math.max(1, Math.abs(expected[i])));
    }
}
