package io.gridcast.training.feed;

import io.gridcast.core.grid.MeterAssignment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code meters.csv}; its columns {@code minimum_kw} and {@code maximum_kw} may be left out where they are not known. */
final class MetersFile {
    /** Wide enough for any meter: a limit that nobody gave sets nothing aside. */
    private static final double UNKNOWN_LIMIT_KW = 1e6;

    private MetersFile() {}

    static List<MeterAssignment> read(Path path) {
        List<MeterAssignment> meters = new ArrayList<>();
        try (var csv = CsvFile.open(path, "meter_id", "series_id")) {
            int meter = csv.column("meter_id");
            int series = csv.column("series_id");
            while (csv.next()) {
                meters.add(new MeterAssignment(
                        csv.requiredText(meter),
                        csv.requiredText(series),
                        Instant.EPOCH,
                        Instant.MAX,
                        limit(csv, "minimum_kw", -UNKNOWN_LIMIT_KW),
                        limit(csv, "maximum_kw", UNKNOWN_LIMIT_KW)));
            }
        }
        return meters;
    }

    private static double limit(CsvFile csv, String column, double otherwise) {
        int index = csv.column(column);
        double value = index < 0 ? Double.NaN : csv.number(index);
        return Double.isNaN(value) ? otherwise : value;
    }
}
