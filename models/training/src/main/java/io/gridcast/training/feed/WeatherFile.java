package io.gridcast.training.feed;

import io.gridcast.core.weather.WeatherObservation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code weather_observed.csv}: one event a line, known one slot of the zone's series after it was observed. */
final class WeatherFile {
    private WeatherFile() {}

    static Iterator<TimedEvent> observed(Path path, SeriesFile known) {
        var events = new SortedEvents();
        try (var csv = CsvFile.open(path, "observed_at", "zone", "station")) {
            int at = csv.column("observed_at");
            int zone = csv.column("zone");
            int station = csv.column("station");
            List<String> variables = csv.columnsBeyond("observed_at", "zone", "station");
            int[] columns = variables.stream().mapToInt(csv::column).toArray();
            while (csv.next()) {
                Map<String, Double> values = new TreeMap<>();
                for (int i = 0; i < columns.length; i++) {
                    double value = csv.number(columns[i]);
                    if (!Double.isNaN(value)) {
                        values.put(variables.get(i), value);
                    }
                }
                Instant observedAt = csv.instant(at);
                String name = csv.requiredText(zone);
                events.add(new TimedEvent(
                        observedAt.plus(known.slot(name)),
                        new WeatherObservation(name, csv.requiredText(station), observedAt, values)));
            }
        }
        return events.iterator();
    }
}
