package io.gridcast.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.OutputLevels;
import io.gridcast.core.model.ModelArtifactChunk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PackFormatTest {
    private final ModelPack pack = ModelPack.of(
            description(),
            new GoldenSample(2, new float[] {1, Float.NaN}, new float[] {3, 4}),
            new TreeMap<>(Map.of("model.ubj", "leaves".getBytes(StandardCharsets.UTF_8))));

    private static PackManifest description() {
        PackManifest full = TestPacks.description("xgboost");
        return new PackManifest(
                full.model(),
                full.kind(),
                full.target(),
                full.horizon(),
                full.quantileLevels(),
                "a feature schema",
                "its fingerprint",
                full.trainedOn(),
                full.codeVersion(),
                full.parameters(),
                full.metrics(),
                List.of(new ReferenceHistogram("lag_1d", List.of(0.0, 0.5, 1.0), List.of(3L, 4L), 1)),
                Optional.of(new ModelRef("load-xgb", "6")),
                full.author(),
                List.of(),
                Optional.empty(),
                0,
                0.5);
    }

    @Test
    void thePointThatIsNoMedianIsReadAsItWasWritten() {
        OutputLevels outputs = OutputLevels.ofCosts(2);

        PackManifest read =
                PackManifest.fromJson(ManifestJson.write(pack.manifest().withLevels(outputs)));

        assertThat(read.pointLevel()).isEqualTo(0.666667);
        assertThat(outputs.are(read.levels())).isTrue();
        assertThat(OutputLevels.of(read.pointLevel()).are(read.levels())).isTrue();
        assertThat(pack.manifestJson()).doesNotContain("pointLevel");
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        byte[] bytes = PackFormat.write(pack);
        ModelPack read = PackFormat.read(bytes);
        assertThat(read.manifestJson()).isEqualTo(pack.manifestJson());
        assertThat(read.hash()).isEqualTo(pack.hash());
        assertThat(read.artifact("model.ubj")).asString().isEqualTo("leaves");
        assertThat(PackFormat.write(read)).isEqualTo(bytes);
        assertThat(read.manifest().parent()).contains(new ModelRef("load-xgb", "6"));
        assertThat(read.manifest().metrics()).containsEntry("mae_mw", 0.333333333);
        assertThat(read.manifest().levels()).containsExactly(pack.manifest().levels());
        assertThat(read.manifest().histograms()).isEqualTo(pack.manifest().histograms());
    }

    @Test
    void aReferenceOfASeriesKeepsWhatIsUsual() {
        var reference = new ReferenceHistogram(
                "(output)", List.of(0.0, 1.0), List.of(9L), 0, "ES", List.of(1.5, 2.0), List.of(0.25), 0.5);

        String json = ManifestJson.write(description().withHistograms(List.of(reference)));

        assertThat(PackManifest.fromJson(json).histograms()).containsExactly(reference);
    }

    /** Pins the bytes: a change here makes packs that are out there unreadable, or their signatures wrong. */
    @Test
    void theSameContentGivesTheSameBytesForEver() {
        assertThat(pack.manifestJson())
                .startsWith("{\"id\":\"load-xgb\",\"version\":\"7\",\"kind\":\"xgboost\",\"target\":\"load\","
                        + "\"horizon\":\"PT48H\",\"quantileLevels\":[0.05,0.1,0.25,0.5,0.75,0.9,0.95],")
                .contains("\"parameters\":{\"eta\":\"0.1\",\"max_depth\":\"5\"},"
                        + "\"metrics\":{\"mae_mw\":0.333333333,\"pinball_mw\":0.125},");
        assertThat(pack.hash()).isEqualTo("9c2e1bb172b4132bb6cd45f569eb2d750e8b569cf0e7dbc4bdb28c2803520c07");
    }

    @Test
    void aPackCutOffAnywhereIsRefused() {
        byte[] bytes = PackFormat.write(pack);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> PackFormat.read(cut)).isInstanceOf(InvalidPackException.class);
        }
    }

    @Test
    void aPackWithAnyByteAlteredIsRefused() {
        byte[] bytes = PackFormat.write(pack);
        var random = new SplittableRandom(1);
        for (int i = 0; i < bytes.length; i++) {
            byte[] altered = bytes.clone();
            altered[i] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> PackFormat.read(altered))
                    .describedAs("byte %d", i)
                    .isInstanceOf(InvalidPackException.class);
        }
    }

    @Test
    void anAlteredArtifactIsNamed() {
        byte[] bytes = PackFormat.write(pack);
        bytes[bytes.length - 4 - Sha256.BYTES - 1]++;
        assertThatThrownBy(() -> PackFormat.read(bytes))
                .hasMessageContaining("artifact model.ubj of pack load-xgb@7 has another hash");
    }

    @Test
    void chunksInAnyOrderMakeThePackAgain() {
        List<ModelArtifactChunk> chunks = new ArrayList<>(PackChunks.split(pack, 100));
        assertThat(chunks).hasSizeGreaterThan(5);
        assertThat(chunks).extracting(chunk -> chunk.manifest().isEmpty()).endsWith(true, false);
        Collections.reverse(chunks);
        chunks.add(chunks.get(3));
        assertThat(PackChunks.join(chunks).hash()).isEqualTo(pack.hash());
    }

    @Test
    void missingAlteredOrForeignChunksAreRefused() {
        List<ModelArtifactChunk> chunks = PackChunks.split(pack, 100);
        for (int i = 0; i < chunks.size(); i++) {
            List<ModelArtifactChunk> some = new ArrayList<>(chunks);
            ModelArtifactChunk chunk = some.remove(i);
            assertThatThrownBy(() -> PackChunks.join(some)).hasMessageContaining("incomplete");

            byte[] bytes = chunk.bytes().clone();
            bytes[0]++;
            some.add(new ModelArtifactChunk(
                    chunk.packHash(), chunk.number(), chunk.count(), chunk.chunkHash(), chunk.manifest(), bytes));
            assertThatThrownBy(() -> PackChunks.join(some)).hasMessageContaining("altered");

            some.set(
                    some.size() - 1,
                    new ModelArtifactChunk(
                            "another", chunk.number(), chunk.count(), chunk.chunkHash(), chunk.manifest(), bytes));
            assertThatThrownBy(() -> PackChunks.join(some)).hasMessageContaining("several packs");
        }
        assertThatThrownBy(() -> PackChunks.join(List.of())).isInstanceOf(InvalidPackException.class);
    }
}
