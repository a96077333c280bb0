package io.gridcast.core.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Models of twelve features and seven quantiles that Python wrote: xgboost 3.2.0, scikit-learn 1.9.1 with skl2onnx 1.20.0. */
final class PythonFiles {
    private static final Path FOLDER = Path.of("src/test/resources/python");

    private PythonFiles() {}

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of a CSV file with a header, row-major. */
    static float[] rows(String name) {
        List<String> lines =
                new String(bytes(name), StandardCharsets.UTF_8).lines().skip(1).toList();
        float[] rows = new float[lines.size() * lines.get(0).split(",", -1).length];
        int at = 0;
        for (String line : lines) {
            for (String cell : line.split(",", -1)) {
                rows[at++] = Float.parseFloat(cell);
            }
        }
        return rows;
    }
}
