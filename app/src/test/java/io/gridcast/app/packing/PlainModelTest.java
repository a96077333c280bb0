package io.gridcast.app.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.pack.InvalidPackException;
import io.gridcast.core.pack.ManifestCheck;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainModelTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "xgboost, xgboost.ubj, golden.npz, model.ubj",
        "xgboost, xgboost.json, golden.npz, model.json",
        "onnx, sklearn.onnx, golden-onnx.npz, model.onnx"
    })
    void aModelThatPythonWroteIsPackedOnceItScoresAsItDidThere(
            String kind, String model, String golden, String artifact) {
        ModelPack pack = pack(kind, model, PythonFiles.file(golden));

        ManifestCheck.check(pack.manifest());
        PackLoader.standard().load(pack).close();
        assertThat(pack.holds(artifact)).isTrue();
        assertThat(pack.manifest().goldenTolerance()).isEqualTo(kind.equals("onnx") ? PackLoader.ONNX_TOLERANCE : 0);
    }

    @Test
    void weightsArePackedWithAGoldenSampleOfInputsAlone() throws IOException {
        Path golden = directory.resolve("golden.csv");
        String names = String.join(",", PythonFiles.SCHEMA.names());
        Files.writeString(
                golden,
                Files.readAllLines(PythonFiles.file("golden.csv")).stream()
                        .skip(1)
                        .collect(Collectors.joining("\n", names + "\n", "\n")));

        ModelPack pack = pack("linear", "linear.json", golden);

        PackLoader.standard().load(pack).close();
        assertThat(pack.holds("weights.json")).isTrue();
    }

    @Test
    void aModelThatScoresOtherwiseThanInPythonIsNotPacked() {
        assertThatThrownBy(() -> pack("onnx", "sklearn.onnx", PythonFiles.file("golden.npz")))
                .isInstanceOf(InvalidPackException.class)
                .hasMessageStartingWith("the model scores row 0 of ")
                .hasMessageContaining("where it was trained; what would forecast here is not what was tested there");
    }

    @Test
    void aModelOfAnotherNumberOfOutputsIsNotPacked() {
        assertThatThrownBy(() -> pack("xgboost", "xgboost-three.ubj", PythonFiles.file("golden.npz")))
                .hasMessage("the model scores 12 features to 3 outputs, the schema has 12 features and forecasts have 7"
                        + " quantiles; features or quantiles would be taken for others; to mend it: train on exactly the"
                        + " schema's columns (gridcast models show --schema), with all quantile levels in one model");
    }

    @Test
    void columnsOfOtherNamesAreNotTakenForTheSchemas() {
        assertThatThrownBy(() -> pack("linear", "linear.json", PythonFiles.file("golden.csv")))
                .hasMessageContaining("column 1 is f0, must be center");
    }

    @Test
    void aPickleIsNotOpened() throws IOException {
        Path file = Files.write(directory.resolve("model.pkl"), new byte[] {(byte) 0x80, 5, (byte) 0x95, 0, 0});

        assertThatThrownBy(() -> PlainModel.read("xgboost", file))
                .hasMessageStartingWith(file + " is a Python pickle (protocol 5); opening it could run code");
    }

    @Test
    void aGoldenSampleThatUnpacksToTooMuchIsRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("inputs.npy"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 70; i++) {
                zip.write(zeros);
            }
        }
        Path bomb = Files.write(directory.resolve("golden.npz"), bytes.toByteArray());

        assertThat(bytes.size()).isLessThan(100_000);
        assertThatThrownBy(() -> pack("xgboost", "xgboost.ubj", bomb))
                .hasMessageContaining("it unpacks to more than 67108864 bytes");
    }

    @Test
    void aSchemaIsAFileAPackOrATargetWithItsInputs() throws IOException {
        Path file = Files.writeString(
                directory.resolve("schema.json"), PythonFiles.SCHEMA.toJson(), StandardCharsets.UTF_8);

        assertThat(PlainModel.schema(file.toString())).isEqualTo(PythonFiles.SCHEMA);
        assertThat(PlainModel.schema("load+temperature_c+outlook:load_forecast_mw")
                        .names())
                .contains("expected_temperature_c", "outlook");
        assertThatThrownBy(() -> PlainModel.schema("nothing"))
                .isInstanceOf(ExplainedException.class)
                .hasMessageStartingWith("there is no file nothing, and nothing is no target");
    }

    private static ModelPack pack(String kind, String model, Path golden) {
        return PlainModel.read(kind, PythonFiles.file(model)).pack(PythonFiles.description(kind, "1"), golden);
    }
}
