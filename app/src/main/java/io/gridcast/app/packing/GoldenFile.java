package io.gridcast.app.packing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.core.check.Checks;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of features that a model must score the same wherever it is loaded, and what it scored in Python, if that was written down.
 *
 * @param inputs shape {@code [rows × F]}, row-major
 * @param outputs shape {@code [rows × Q]}, what the model itself predicts: before centre and scale
 */
@SuppressWarnings("ArrayRecordComponent")
record GoldenFile(int rows, float[] inputs, Optional<float[]> outputs) {
    private static final long MAX_FILE_BYTES = 16 << 20;

    /**
     * Reads a golden sample: CSV with the features' names in its header, columns behind them being outputs; NPZ with arrays {@code
     * inputs} and perhaps {@code outputs}; or JSON with lists of these names, null for missing.
     *
     * @throws ExplainedException if it is none of them, or not of that schema
     */
    static GoldenFile read(Path file, FeatureSchema schema, int levels) {
        try {
            Checks.require(
                    Files.size(file) <= MAX_FILE_BYTES,
                    "it has " + Files.size(file) + " bytes, at most " + MAX_FILE_BYTES + " are read");
            byte[] bytes = Files.readAllBytes(file);
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(".npz")) {
                return npz(NumpyArchive.read(bytes), schema, levels);
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return name.endsWith(".json") ? json(text, schema, levels) : csv(text, schema, levels);
        } catch (IOException | IllegalArgumentException e) {
            throw new ExplainedException(
                    "cannot read the golden sample " + file + ": " + e.getMessage(),
                    "without it nobody can tell whether the model scores here as it did in training",
                    "write rows of the " + schema.size()
                            + " features as CSV with their names as header, as NPZ with an array"
                            + " 'inputs', or as JSON {\"inputs\": [[…]]}; gridcast models show --schema names them",
                    e);
        }
    }

    private static GoldenFile csv(String text, FeatureSchema schema, int levels) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        Checks.require(lines.size() > 1, "it has a header and no rows");
        String[] header = lines.get(0).split(",", -1);
        int width = schema.size();
        Checks.require(
                header.length == width || header.length == width + levels,
                "its header has " + header.length + " columns, must have " + width + " features, and " + levels
                        + " outputs or none");
        for (int column = 0; column < width; column++) {
            String wanted = schema.features().get(column).name();
            Checks.require(
                    header[column].strip().equals(wanted),
                    "column " + (column + 1) + " is " + header[column].strip() + ", must be " + wanted);
        }
        int rows = lines.size() - 1;
        float[] inputs = new float[rows * width];
        float[] outputs = new float[rows * (header.length - width)];
        for (int row = 0; row < rows; row++) {
            String[] cells = lines.get(row + 1).split(",", -1);
            Checks.require(cells.length == header.length, "row " + (row + 1) + " has " + cells.length + " cells");
            for (int column = 0; column < width; column++) {
                inputs[row * width + column] = number(cells[column]);
            }
            for (int column = width; column < header.length; column++) {
                outputs[row * levels + column - width] = number(cells[column]);
            }
        }
        return new GoldenFile(rows, inputs, outputs.length == 0 ? Optional.empty() : Optional.of(outputs));
    }

    private static float number(String cell) {
        return cell.isBlank() ? Float.NaN : Float.parseFloat(cell.strip().replaceFirst("^nan$", "NaN"));
    }

    private static GoldenFile json(String text, FeatureSchema schema, int levels) throws IOException {
        JsonNode root = new ObjectMapper().readTree(text);
        JsonNode inputs = root.required("inputs");
        Optional<float[]> outputs =
                Optional.ofNullable(root.get("outputs")).map(array -> matrix("outputs", array, inputs.size(), levels));
        return new GoldenFile(inputs.size(), matrix("inputs", inputs, inputs.size(), schema.size()), outputs);
    }

    private static float[] matrix(String name, JsonNode array, int rows, int width) {
        Checks.require(rows > 0 && array.size() == rows, name + " has " + array.size() + " rows of " + rows);
        float[] values = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            Checks.require(
                    array.get(row).size() == width,
                    "row " + row + " of " + name + " has " + array.get(row).size() + " values, must have " + width);
            for (int column = 0; column < width; column++) {
                JsonNode cell = array.get(row).get(column);
                values[row * width + column] = cell.isNull() ? Float.NaN : (float) cell.doubleValue();
            }
        }
        return values;
    }

    private static GoldenFile npz(Map<String, NumpyArchive.Matrix> arrays, FeatureSchema schema, int levels) {
        NumpyArchive.Matrix inputs = arrays.get("inputs");
        if (inputs == null) {
            throw new IllegalArgumentException("it holds " + arrays.keySet() + " and no array 'inputs'");
        }
        Checks.require(
                inputs.rows() > 0 && inputs.columns() == schema.size(),
                "inputs is " + inputs.rows() + " × " + inputs.columns() + ", must have " + schema.size() + " columns");
        Optional<NumpyArchive.Matrix> outputs = Optional.ofNullable(arrays.get("outputs"));
        outputs.ifPresent(matrix -> Checks.require(
                matrix.rows() == inputs.rows() && matrix.columns() == levels,
                "outputs is " + matrix.rows() + " × " + matrix.columns() + ", must be " + inputs.rows() + " × "
                        + levels));
        return new GoldenFile(inputs.rows(), inputs.values(), outputs.map(NumpyArchive.Matrix::values));
    }
}
