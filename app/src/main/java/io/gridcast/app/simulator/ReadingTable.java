package io.gridcast.app.simulator;

import io.gridcast.app.feed.CsvLines;
import io.gridcast.core.grid.MeterReading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The wide table of readings: a line an interval, a column a meter. A reading that comes after its interval's end is left out. */
final class ReadingTable implements AutoCloseable {
    private final CsvLines lines;
    private final Map<String, Integer> columns = new HashMap<>();
    private final double[] line;
    private Instant interval = Instant.MIN;

    ReadingTable(Path file, List<String> meters) throws IOException {
        lines = new CsvLines(file, "interval_start," + String.join(",", meters));
        meters.forEach(meter -> columns.put(meter, columns.size()));
        line = new double[meters.size()];
    }

    void add(MeterReading reading, Instant arrivedAt) throws IOException {
        Integer column = columns.get(reading.meterId());
        if (column == null) {
            throw new IllegalArgumentException("meter " + reading.meterId() + " has no column");
        }
        if (arrivedAt.isAfter(reading.intervalEnd())) {
            return;
        }
        if (!reading.intervalStart().equals(interval)) {
            endLine();
            interval = reading.intervalStart();
            Arrays.fill(line, Double.NaN);
        }
        line[column] = reading.energyKwh();
    }

    private void endLine() throws IOException {
        if (!interval.equals(Instant.MIN)) {
            lines.cell(interval);
            for (double energyKwh : line) {
                lines.cell(energyKwh);
            }
            lines.end();
        }
    }

    @Override
    public void close() throws IOException {
        try (lines) {
            endLine();
        }
    }
}
