package io.gridcast.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private static final byte[] PICKLE = {(byte) 0x80, 4, (byte) 0x95, 10, 0, 0, 0};

    @Test
    void torchScriptIsKnownByWhatItsArchiveHolds() throws IOException {
        assertThat(Payload.danger(zip("model/data.pkl", "model/code/__torch__.py", "model/constants.pkl")))
                .contains("a TorchScript archive");
        assertThat(Payload.danger(zip("archive/data.pkl", "archive/data/0")))
                .contains("a PyTorch archive with a Python pickle in it");
        assertThat(Payload.danger(zip("readme.txt"))).contains("a zip archive");
        assertThat(Payload.danger(Arrays.copyOf(zip("model/constants.pkl"), 60)))
                .contains("a zip archive");
    }

    @Test
    void picklesAndCompressedFilesAreKnownByTheirFirstBytes() {
        assertThat(Payload.danger(PICKLE)).contains("a Python pickle (protocol 4)");
        assertThat(Payload.danger("c__builtin__\neval\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .contains("a Python pickle (protocol 0)");
        assertThat(Payload.danger(new byte[] {0x1f, (byte) 0x8b, 8})).contains("compressed (gzip, zlib or joblib)");
    }

    @Test
    void modelsAreNoDanger() throws IOException {
        for (String file : new String[] {"xgboost.ubj", "xgboost.json", "sklearn.onnx", "linear.json"}) {
            assertThat(Payload.danger(PythonFiles.bytes(file))).as(file).isEmpty();
        }
    }

    @Test
    void aPackWithATorchScriptPayloadIsRefusedBeforeItIsOpened() throws IOException {
        ModelPack pack = ModelPack.of(
                TestPacks.description(PackLoader.ONNX),
                new GoldenSample(1, new float[] {1}, new float[] {2}),
                new TreeMap<>(Map.of(PackLoader.ONNX_GRAPH, zip("net/code/__torch__.py", "net/constants.pkl"))));

        assertThatThrownBy(() -> PackLoader.standard().load(pack))
                .isInstanceOf(InvalidPackException.class)
                .hasMessage(
                        "artifact model.onnx of pack load-xgb@7 is a TorchScript archive; opening it could run code or"
                                + " unpack to any size, so models travel as plain data alone; to mend it: export the model as ONNX"
                                + " (torch.onnx.export, skl2onnx), as XGBoost UBJ or JSON (save_model), or as linear weights, and"
                                + " pack that (gridcast models pack)");
    }

    @Test
    void aPackWithAPickleIsRefusedBeforeItIsOpened() {
        ModelPack pack = ModelPack.of(
                TestPacks.description(PackLoader.XGBOOST),
                new GoldenSample(1, new float[] {1}, new float[] {2}),
                new TreeMap<>(Map.of(PackLoader.UBJSON_TREES, PICKLE)));

        assertThatThrownBy(() -> PackLoader.standard().load(pack))
                .hasMessageStartingWith(
                        "artifact model.ubj of pack load-xgb@7 is a Python pickle (protocol 4); opening it");
    }

    private static byte[] zip(String... names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(new byte[100]);
            }
        }
        return bytes.toByteArray();
    }
}
