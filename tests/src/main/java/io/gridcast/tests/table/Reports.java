package io.gridcast.tests.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the runs reported, by the name of the run. */
final class Reports {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> byRun = new TreeMap<>();

    /** Reads the report of a run. */
    void add(String run, Path file) {
        try {
            byRun.put(run, JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("the report of " + run + " cannot be read", e);
        }
    }

    boolean has(String run) {
        return byRun.containsKey(run);
    }

    /** A row of a table of a backtest. */
    record Place(String run, String series, String target, String protocol) {}

    /** A figure of a column over the whole period; NaN where there is none. */
    double of(Place place, String column, String figure) {
        return find(place, column, Optional.empty())
                .map(row -> row.path(figure).asDouble(Double.NaN))
                .orElse(Double.NaN);
    }

    /** Rows of what was issued, a season each. */
    List<JsonNode> seasons(Place place) {
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode row : report(place.run()).path("rows")) {
            if (row.has("season") && row.path("kind").asText().equals("issued") && matches(row, place)) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** What was issued, over the whole period. */
    Optional<JsonNode> issued(Place place) {
        return find(place, "issued", Optional.empty());
    }

    /** The columns of a place, in the report's order. */
    Set<String> columns(Place place) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode row : report(place.run()).path("rows")) {
            if (matches(row, place)) {
                names.add(row.path("column").asText());
            }
        }
        return names;
    }

    /** The names of the series of a run that have such a forecast; not that of all together. */
    List<String> series(String run, String target, String protocol) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode row : report(run).path("rows")) {
            String name = row.path("series").asText();
            if (!name.equals("all") && matches(row, new Place(run, name, target, protocol))) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /** The row of all months of a report on spikes. */
    JsonNode allMonths(String run) {
        JsonNode rows = report(run).path("rows");
        return rows.path(rows.size() - 1);
    }

    private Optional<JsonNode> find(Place place, String column, Optional<String> season) {
        for (JsonNode row : report(place.run()).path("rows")) {
            if (row.path("column").asText().equals(column)
                    && matches(row, place)
                    && Optional.ofNullable(row.get("season"))
                            .map(JsonNode::asText)
                            .equals(season)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private static boolean matches(JsonNode row, Place place) {
        return row.path("series").asText().equals(place.series())
                && row.path("target").asText().equals(place.target())
                && row.path("protocol").asText().equals(place.protocol());
    }

    private JsonNode report(String run) {
        JsonNode report = byRun.get(run);
        if (report == null) {
            throw new IllegalArgumentException("there is no report of " + run);
        }
        return report;
    }
}
