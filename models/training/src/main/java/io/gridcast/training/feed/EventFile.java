package io.gridcast.training.feed;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** One file of events and how it is read. */
record EventFile(String name, Path path, Reader reader, SeriesFile series) {
    /** Reads a file's events in order of availability. */
    interface Reader {
        Iterator<TimedEvent> events(Path path, SeriesFile series);
    }

    Iterator<TimedEvent> events() {
        return reader.events(path, series);
    }

    boolean isWeather() {
        return name.startsWith("weather");
    }

    boolean isOutlook() {
        return name.startsWith("outlook");
    }

    /** Names of its variables. */
    List<String> variables() {
        try (var csv = CsvFile.open(path)) {
            return csv.columnsBeyond("observed_at", "issued_at", "valid_at", "zone", "station");
        }
    }
}
