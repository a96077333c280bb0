package io.gridcast.app.train;

import io.gridcast.app.feed.CsvLines;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.dataset.DatasetBuilder;
import io.gridcast.training.dataset.IssueSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * The rows that trees would learn from, as a table for whoever trains with other tools: {@code series_id}, {@code issued_at}, the features
 * in the order of their schema, and {@code target}, what became known later. A feature that is missing is an empty cell.
 */
public final class TrainingRows {
    private static final long SEED = 1;

    private TrainingRows() {}

    /**
     * Makes the rows as training does: on the engine's schedule, with nothing that was not known.
     *
     * @param rowsAnIssue how many slots of an issue at most, chosen by chance
     */
    public static Dataset make(History history, FeatureSchema schema, Instant until, int rowsAnIssue) {
        return new DatasetBuilder(schema, IssueSchedule.DEFAULT, rowsAnIssue, SEED)
                .build(history.events(), history.series(), Instant.EPOCH, until);
    }

    /**
     * Writes them, whole or not at all; packed where the file's name ends with {@code .gz}.
     *
     * @throws ExplainedException if the file cannot be written
     */
    public static void write(Path file, Dataset data) {
        Path whole = file.toAbsolutePath();
        Path draft = whole.resolveSibling("." + whole.getFileName() + ".part");
        FeatureSchema schema = data.schema();
        String header = "series_id,issued_at," + String.join(",", schema.names()) + ",target";
        try {
            try (CsvLines lines = new CsvLines(draft, header, file.toString().endsWith(".gz"))) {
                for (int row = 0; row < data.rows(); row++) {
                    lines.cell(data.seriesIds().get(row)).cell(Instant.ofEpochMilli(data.issuedMs()[row]));
                    for (int column = 0; column < schema.size(); column++) {
                        lines.cell(text(data.features()[row * schema.size() + column]));
                    }
                    lines.cell(text(data.targets()[row])).end();
                }
            }
            Files.move(draft, whole, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot write " + file + ": " + e,
                    "the rows were asked for",
                    "name a file in a directory that can be written, on a disk with room, with --out",
                    e);
        }
    }

    /** To the bit. */
    private static Object text(float value) {
        return Float.isNaN(value) ? "" : Float.toString(value);
    }
}
