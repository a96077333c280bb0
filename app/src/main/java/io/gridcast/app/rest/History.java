package io.gridcast.app.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gridcast.core.forecast.Forecast;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happened in each slot of a time, and what had been forecast of it before. */
final class History {
    private static final String[] NAMES = {"low50", "high50", "low80", "high80", "low90", "high90"};
    private static final double[] LEVELS = {0.25, 0.75, 0.1, 0.9, 0.05, 0.95};

    private final long fromMs;
    private final long toMs;
    private final long slotMs;
    private final Map<Long, Said> said = new TreeMap<>();
    private final NavigableMap<Long, Interval> actuals = new TreeMap<>();
    private final Map<Long, Double> outlooks = new TreeMap<>();

    /** @param slot length of a slot */
    History(Instant from, Instant to, Duration slot) {
        fromMs = from.toEpochMilli();
        toMs = to.toEpochMilli();
        slotMs = slot.toMillis();
    }

    /** A value of some time. */
    private record Interval(double value, long lengthMs) {}

    /** What a forecast said of a slot. */
    private record Said(Forecast forecast, int row) {}

    /** Adds what happened from {@code atMs} on. */
    void happened(long atMs, double value, Duration length) {
        actuals.put(atMs, new Interval(value, length.toMillis()));
    }

    /** Adds a forecast; a newer one comes before an older one. */
    void forecast(Forecast forecast, Duration lead) {
        long earliestMs = Math.max(fromMs, forecast.issuedAt().plus(lead).toEpochMilli());
        for (int row = 0; row < forecast.horizonSlots(); row++) {
            long atMs = forecast.slot(row).toEpochMilli();
            if (atMs >= earliestMs && atMs < toMs) {
                said.putIfAbsent(atMs, new Said(forecast, row));
            }
        }
    }

    /** Adds what was expected of a step; a newer outlook comes before an older one. */
    void expected(long atMs, double value) {
        if (Double.isFinite(value)) {
            outlooks.putIfAbsent(atMs, value);
        }
    }

    /** The slots of which something is known, in order. */
    List<Long> slots() {
        Map<Long, Boolean> slots = new TreeMap<>();
        said.keySet().forEach(atMs -> slots.put(atMs, true));
        for (Map.Entry<Long, Interval> each : actuals.entrySet()) {
            long endMs = each.getKey() + each.getValue().lengthMs();
            for (long atMs = Math.floorDiv(each.getKey(), slotMs) * slotMs; atMs < endMs; atMs += slotMs) {
                if (atMs >= fromMs && atMs < toMs) {
                    slots.put(atMs, true);
                }
            }
        }
        return new ArrayList<>(slots.keySet());
    }

    /** One slot. */
    void write(long atMs, JsonGenerator to) throws IOException {
        Said by = said.get(atMs);
        to.writeStartObject();
        to.writeStringField("slot", Instant.ofEpochMilli(atMs).toString());
        to.writeFieldName("actual");
        RecordJson.number(actual(atMs), to);
        to.writeFieldName("point");
        RecordJson.number(by == null ? Float.NaN : by.forecast().point()[by.row()], to);
        for (int i = 0; i < NAMES.length; i++) {
            to.writeFieldName(NAMES[i]);
            RecordJson.number(by == null ? Float.NaN : Bands.quantile(by.forecast(), by.row(), LEVELS[i]), to);
        }
        to.writeFieldName("runId");
        writeText(by == null ? null : by.forecast().runId(), to);
        to.writeFieldName("outlook");
        RecordJson.number(outlooks.getOrDefault(atMs, Double.NaN), to);
        to.writeEndObject();
    }

    /** The value of the interval that holds the whole slot, or the mean of those that begin in it. */
    private double actual(long atMs) {
        Map.Entry<Long, Interval> holding = actuals.floorEntry(atMs);
        if (holding != null && holding.getKey() + holding.getValue().lengthMs() >= atMs + slotMs) {
            return holding.getValue().value();
        }
        return actuals.subMap(atMs, atMs + slotMs).values().stream()
                .mapToDouble(Interval::value)
                .average()
                .orElse(Double.NaN);
    }

    private static void writeText(@Nullable String text, JsonGenerator to) throws IOException {
        if (text == null) {
            to.writeNull();
        } else {
            to.writeString(text);
        }
    }
}
