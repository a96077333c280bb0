package io.gridcast.core.grid;

import java.time.Instant;

/**
 * Power of a series at an instant, as SCADA saw it.
 *
 * @param powerMw power, MW; holds until the next measurement
 */
public record ScadaMeasurement(
        String seriesId, Instant measuredAt, double powerMw, ScadaQuality quality, String source) {}
