package io.gridcast.app.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridcast.core.check.ExplainedException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads datasets of Energi Data Service page by page ({@code /dataset/NAME?start=…&end=…&limit=…&offset=…}). */
final class DatasetRows {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm").withZone(ZoneOffset.UTC);

    /** The service reads times as Danish ones unless it knows {@code timezone}; asking for more is right in either case. */
    private static final int MARGIN_HOURS = 3;

    private final PatientHttp http;
    private final URI service;
    private final int pageRows;

    /** @param pageRows how many rows are asked for at once */
    DatasetRows(PatientHttp http, URI service, int pageRows) {
        this.http = http;
        this.service = URI.create(service.toString().replaceFirst("/+$", ""));
        this.pageRows = pageRows;
    }

    /**
     * Which rows of a dataset are wanted.
     *
     * @param key columns that name a row, by which pages are ordered, so that they neither overlap nor leave a gap
     * @param value column of the value
     * @param areas price areas; empty for a dataset that knows none
     */
    record Wanted(String dataset, List<String> key, String value, Set<String> areas) {}

    /** All rows whose time lies from {@code from} (in) to {@code to} (out), and some around. */
    List<JsonNode> read(Wanted wanted, Instant from, Instant to) throws InterruptedException {
        String dataset = wanted.dataset();
        List<JsonNode> rows = new ArrayList<>();
        while (true) {
            JsonNode answer = http.get(uri(wanted, from, to, rows.size()));
            JsonNode page = answer.get("records");
            if (page == null || !page.isArray()) {
                throw changed(dataset, "its answer has no array 'records'");
            }
            requireProgress(dataset, rows, page);
            page.forEach(rows::add);
            boolean isLast = page.size() < pageRows
                    || (answer.path("total").isNumber()
                            && rows.size() >= answer.path("total").asLong());
            if (isLast) {
                requireColumns(dataset, rows, wanted.key());
                requireColumns(dataset, rows, List.of(wanted.value()));
                return rows;
            }
        }
    }

    private static void requireProgress(String dataset, List<JsonNode> rows, JsonNode page) {
        if (!rows.isEmpty() && !page.isEmpty() && page.get(page.size() - 1).equals(rows.get(rows.size() - 1))) {
            throw changed(dataset, "it tells the same page again, whatever offset it is asked for");
        }
    }

    private static void requireColumns(String dataset, List<JsonNode> rows, List<String> columns) {
        for (String column : columns) {
            if (!rows.isEmpty() && rows.stream().noneMatch(row -> row.has(column))) {
                List<String> found = new ArrayList<>();
                rows.get(0).fieldNames().forEachRemaining(found::add);
                throw changed(dataset, "no row has '" + column + "', they have " + found);
            }
        }
    }

    private static ExplainedException changed(String dataset, String what) {
        return new ExplainedException(
                "dataset " + dataset + " is not as it was known: " + what,
                "what its rows mean cannot be guessed",
                "look at the service's page of the dataset; choose another one, or a newer version of gridcast");
    }

    private URI uri(Wanted wanted, Instant from, Instant to, int offset) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("start", MINUTE.format(from.minus(MARGIN_HOURS, ChronoUnit.HOURS)));
        query.put("end", MINUTE.format(to.plus(MARGIN_HOURS, ChronoUnit.HOURS)));
        query.put("timezone", "utc");
        if (!wanted.areas().isEmpty()) {
            query.put("filter", "{\"PriceArea\":[\"" + String.join("\",\"", wanted.areas()) + "\"]}");
        }
        query.put("sort", String.join(",", wanted.key()));
        query.put("limit", Integer.toString(pageRows));
        query.put("offset", Integer.toString(offset));
        return URI.create(service + "/dataset/" + wanted.dataset() + "?"
                + query.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    /** A time in UTC, with or without its Z; empty where it is none. */
    static Optional<Instant> time(JsonNode row, String column) {
        String text = row.path(column).asText().strip();
        try {
            return Optional.of(
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A finite number, also where it is written as text, with a point or a comma; empty where it is none. */
    static Optional<Double> number(JsonNode row, String column) {
        JsonNode value = row.path(column);
        try {
            double number = value.isNumber()
                    ? value.doubleValue()
                    : Double.parseDouble(value.asText().strip().replace(',', '.'));
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
