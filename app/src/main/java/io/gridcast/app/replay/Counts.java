package io.gridcast.app.replay;

import io.gridcast.core.forecast.Rung;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What went in and what came out.
 *
 * @param recordsIn facts published, ticks left out
 * @param forecastsOut forecasts issued, by any model in any role
 * @param setAside inputs that a rule set aside
 * @param deadLetters records that could not be read or processed
 * @param byRung forecasts by what they stand on
 */
public record Counts(long recordsIn, long forecastsOut, long setAside, long deadLetters, Map<Rung, Long> byRung) {
    public Counts {
        Map<Rung, Long> copy = new EnumMap<>(Rung.class);
        copy.putAll(byRung);
        byRung = java.util.Collections.unmodifiableMap(copy);
    }

    /** By names for machines, in a fixed order. */
    public Map<String, Long> byName() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("records_in", recordsIn);
        counts.put("forecasts_out", forecastsOut);
        counts.put("set_aside", setAside);
        counts.put("dead_letters", deadLetters);
        for (Rung rung : Rung.values()) {
            counts.put("rung_" + rung.number(), byRung.getOrDefault(rung, 0L));
        }
        return counts;
    }
}
