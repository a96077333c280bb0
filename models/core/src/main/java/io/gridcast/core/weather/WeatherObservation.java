package io.gridcast.core.weather;

import java.time.Instant;
import java.util.Map;

/**
 * What one weather station saw.
 *
 * @param zone the weather zone that it stands for, the key on {@code weather.observed.v1}
 * @param values by variable, such as {@code temperature_c}; units are in the names; a missing variable is absent
 */
public record WeatherObservation(String zone, String station, Instant observedAt, Map<String, Double> values) {
    public WeatherObservation {
        values = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(values));
    }
}
