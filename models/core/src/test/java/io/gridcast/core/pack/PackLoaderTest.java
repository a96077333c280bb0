package io.gridcast.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.trees.NativeLibrary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PackLoaderTest {
    private final PackLoader loader = PackLoader.standard();

    @BeforeAll
    static void needsNativeXgboost() {
        NativeLibrary.assumeLoaded();
    }

    @Test
    void aPackThatTravelledScoresToTheBitAsItDidInTraining() throws Exception {
        byte[] trees = TestPacks.sevenQuantiles();
        ModelPack arrived = PackChunks.join(PackChunks.split(TestPacks.pack(trees)));

        try (LoadedModel loaded = loader.load(arrived)) {
            GoldenSample golden = TestPacks.golden(trees);
            float[] scored = new float[24 * 7];
            loaded.model().score(golden.features(), 24, scored);
            assertThat(golden.firstDifference(scored, 0)).isEqualTo(-1);
            assertThat(loaded.manifest().model()).hasToString("load-xgb@7");
            for (int row = 0; row < 24; row++) {
                float[] quantiles = Arrays.copyOfRange(scored, row * 7, row * 7 + 7);
                assertThat(quantiles).isSorted();
                assertThat(quantiles[3]).isBetween(500f, 3000f);
            }
        }
    }

    @Test
    void aModelOfSpikesGivesCalibratedProbabilitiesToTheBit() throws Exception {
        ModelPack arrived = PackChunks.join(PackChunks.split(TestPacks.spikePack()));

        try (LoadedModel loaded = loader.load(arrived)) {
            float[] probabilities = new float[24];
            loaded.model().score(TestPacks.rows(24), 24, probabilities);
            assertThat(probabilities).doesNotContain(0, 1);
            for (float probability : probabilities) {
                assertThat(probability).isBetween(0f, 1f);
            }
            assertThat(loaded.manifest().spikes()).contains(TestPacks.RULE);
        }
    }

    @Test
    void aModelOfSpikesWithAnotherCalibrationThanItWasPackedWithIsRefused() throws Exception {
        ModelPack pack = TestPacks.spikePack();
        PackManifest other =
                PackManifest.fromJson(pack.manifestJson().replace("\"slope\":\"0.7\"", "\"slope\":\"0.70001\""));
        ModelPack changed = ModelPack.of(
                other,
                GoldenSample.fromBytes(pack.artifact(ModelPack.GOLDEN_SAMPLE)),
                new TreeMap<>(Map.of("model.ubj", pack.artifact("model.ubj"))));

        assertThatThrownBy(() -> loader.load(changed))
                .isInstanceOf(InvalidPackException.class)
                .hasMessageContaining("scored its golden sample's row");
    }

    @Test
    void aRowWithoutCentreBecomesNotANumber() throws Exception {
        LoadedModel loaded = loader.load(TestPacks.pack(TestPacks.sevenQuantiles()));
        float[] rows = TestPacks.rows(3);
        rows[2 * TestPacks.FEATURES + TestPacks.SCHEMA.centerColumn()] = Float.NaN;
        float[] scored = new float[3 * 7];
        loaded.model().score(rows, 3, scored);
        assertThat(Quantiles.firstNotFinite(scored, 3, 7)).isEqualTo(2);
        assertThat(Quantiles.firstNotFinite(scored, 2, 7)).isEqualTo(-1);
    }

    @Test
    void anUnknownKindIsRefused() throws Exception {
        byte[] trees = TestPacks.sevenQuantiles();
        ModelPack pack = ModelPack.of(
                TestPacks.description("oracle"), TestPacks.golden(trees), new TreeMap<>(Map.of("model.ubj", trees)));
        assertThatThrownBy(() -> loader.load(pack))
                .isInstanceOf(InvalidPackException.class)
                .hasMessageContaining("is of kind oracle, this engine scores [linear, onnx, xgboost]");
    }

    @Test
    void aModelWithAnotherNumberOfOutputsIsRefused() throws Exception {
        byte[] trees = TestPacks.trees("[0.1,0.5,0.9]");
        ModelPack pack = TestPacks.pack(trees);
        assertThatThrownBy(() -> loader.load(pack))
                .isInstanceOf(InvalidPackException.class)
                .hasMessageContaining("scores 12 features to 3 outputs, its manifest says 12 features and 7 quantiles");
    }

    @Test
    void aMissingArtifactIsRefused() throws Exception {
        GoldenSample golden = TestPacks.golden(TestPacks.sevenQuantiles());
        ModelPack pack = ModelPack.of(TestPacks.description("xgboost"), golden, new TreeMap<>());
        assertThatThrownBy(() -> loader.load(pack))
                .isInstanceOf(InvalidPackException.class)
                .hasMessageContaining("has no artifact model.ubj, only [golden-sample]");
    }

    @Test
    void aModelThatFailsItsGoldenSampleIsRefused() throws Exception {
        byte[] trees = TestPacks.sevenQuantiles();
        GoldenSample golden = TestPacks.golden(trees);
        float[] quantiles = golden.quantiles().clone();
        quantiles[7 * 12 + 6] = Math.nextUp(quantiles[7 * 12 + 6]);
        ModelPack pack = ModelPack.of(
                TestPacks.description("xgboost"),
                new GoldenSample(24, golden.features(), quantiles),
                new TreeMap<>(Map.of("model.ubj", trees)));
        assertThatThrownBy(() -> loader.load(pack))
                .isInstanceOf(InvalidPackException.class)
                .hasMessageContaining("golden sample's row 12")
                .hasMessageContaining("manifest: 0.1.0");
    }

    @Test
    void aModelThatIsNoModelIsRefused() throws Exception {
        ModelPack pack = ModelPack.of(
                TestPacks.description("xgboost"),
                TestPacks.golden(TestPacks.sevenQuantiles()),
                new TreeMap<>(Map.of("model.ubj", "{L".getBytes(StandardCharsets.UTF_8))));
        assertThatThrownBy(() -> loader.load(pack)).hasMessageContaining("ends in the middle of a value");
    }
}
