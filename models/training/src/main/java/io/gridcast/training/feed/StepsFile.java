package io.gridcast.training.feed;

import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherForecast;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code weather_forecast.csv} and {@code outlook.csv}: all lines of one issue and zone are one event. */
final class StepsFile {
    private StepsFile() {}

    static Iterator<TimedEvent> weather(Path path, SeriesFile known) {
        return read(path, (run, steps) -> new WeatherForecast(run.zone(), run.issuedAt(), steps));
    }

    static Iterator<TimedEvent> outlook(Path path, SeriesFile known) {
        return read(path, (run, steps) -> new SystemOutlook(run.zone(), run.issuedAt(), steps));
    }

    private record Run(Instant issuedAt, String zone) {}

    private interface Fact {
        Object of(Run run, NamedSteps steps);
    }

    private static Iterator<TimedEvent> read(Path path, Fact fact) {
        Map<Run, TreeMap<Instant, double[]>> runs = new LinkedHashMap<>();
        List<String> variables;
        try (var csv = CsvFile.open(path, "issued_at", "valid_at", "zone")) {
            variables = csv.columnsBeyond("issued_at", "valid_at", "zone");
            int[] columns = variables.stream().mapToInt(csv::column).toArray();
            int issued = csv.column("issued_at");
            int valid = csv.column("valid_at");
            int zone = csv.column("zone");
            while (csv.next()) {
                var run = new Run(csv.instant(issued), csv.requiredText(zone));
                double[] values = new double[columns.length];
                Arrays.setAll(values, i -> csv.number(columns[i]));
                runs.computeIfAbsent(run, any -> new TreeMap<>()).put(csv.instant(valid), values);
            }
        }
        var events = new SortedEvents();
        runs.forEach((run, rows) -> events.add(new TimedEvent(run.issuedAt(), fact.of(run, steps(variables, rows)))));
        return events.iterator();
    }

    private static NamedSteps steps(List<String> variables, TreeMap<Instant, double[]> rows) {
        double[] values = new double[rows.size() * variables.size()];
        int at = 0;
        for (double[] row : rows.values()) {
            System.arraycopy(row, 0, values, at, row.length);
            at += row.length;
        }
        return new NamedSteps(variables, List.copyOf(rows.keySet()), values);
    }
}
