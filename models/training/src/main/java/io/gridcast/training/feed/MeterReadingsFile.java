package io.gridcast.training.feed;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ReadingQuality;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** {@code meter_readings.csv}: a line an interval, a column a meter; read line by line, never held whole. */
final class MeterReadingsFile implements Iterator<TimedEvent> {
    private final Path path;
    private final CsvFile csv;
    private final List<String> meters;
    private final int[] columns;
    private final int startColumn;
    private final Duration interval;
    private final List<TimedEvent> line = new ArrayList<>();
    private int next;
    private boolean atEnd;
    private @Nullable Instant before;

    private MeterReadingsFile(Path path, Duration interval) {
        this.path = path;
        this.interval = interval;
        this.csv = CsvFile.open(path, "interval_start");
        this.startColumn = csv.column("interval_start");
        this.meters = csv.columnsBeyond("interval_start");
        this.columns = meters.stream().mapToInt(csv::column).toArray();
    }

    static Iterator<TimedEvent> read(Path path, SeriesFile known) {
        Duration interval = known.series().stream()
                .map(series -> series.resolution())
                .min(Duration::compareTo)
                .orElseThrow();
        return new MeterReadingsFile(path, interval);
    }

    @Override
    public boolean hasNext() {
        while (next == line.size()) {
            line.clear();
            next = 0;
            if (atEnd || !csv.next()) {
                atEnd = true;
                csv.close();
                return false;
            }
            fill();
        }
        return true;
    }

    @Override
    public TimedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException(path + " is at its end");
        }
        return line.get(next++);
    }

    private void fill() {
        Instant start = csv.instant(startColumn);
        if (before != null && start.isBefore(before)) {
            throw new ExplainedException(
                    path + " goes back from " + before + " to " + start,
                    "readings are replayed in order of time and the file is too long to be sorted on the way",
                    "sort its lines by interval_start");
        }
        before = start;
        Instant end = start.plus(interval);
        for (int i = 0; i < columns.length; i++) {
            double energyKwh = csv.number(columns[i]);
            if (!Double.isNaN(energyKwh)) {
                line.add(new TimedEvent(
                        end, new MeterReading(meters.get(i), start, interval, energyKwh, ReadingQuality.MEASURED)));
            }
        }
    }
}
