package io.gridcast.training.feed;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code published_forecasts.csv}: day-ahead prices as published models expected them. For comparison only: no event is made of it, so
 * nothing can learn from it.
 *
 * @param byZone zone, then model in the order of the columns, then delivery start: currency per MWh
 */
public record PublishedForecasts(Map<String, Map<String, SortedMap<Instant, Float>>> byZone) {
    /** Of a folder without such a file. */
    static final PublishedForecasts NONE = new PublishedForecasts(Map.of());

    static PublishedForecasts read(Path path) {
        Map<String, Map<String, SortedMap<Instant, Float>>> byZone = new LinkedHashMap<>();
        try (var csv = CsvFile.open(path, "delivery_start", "zone")) {
            List<String> models = csv.columnsBeyond("delivery_start", "zone");
            int start = csv.column("delivery_start");
            int zone = csv.column("zone");
            while (csv.next()) {
                var ofZone = byZone.computeIfAbsent(csv.requiredText(zone), any -> new LinkedHashMap<>());
                for (String model : models) {
                    double value = csv.number(csv.column(model));
                    if (Double.isFinite(value)) {
                        ofZone.computeIfAbsent(model, any -> new TreeMap<>()).put(csv.instant(start), (float) value);
                    }
                }
            }
        }
        return new PublishedForecasts(byZone);
    }

    /** What each model expected of a zone; empty where nothing was published for it. */
    public Map<String, SortedMap<Instant, Float>> of(String zone) {
        return byZone.getOrDefault(zone, Map.of());
    }
}
