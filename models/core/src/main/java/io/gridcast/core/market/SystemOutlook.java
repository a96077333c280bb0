package io.gridcast.core.market;

import io.gridcast.core.forecast.NamedSteps;
import java.time.Instant;

/** Forecasts that the system operator publishes for a zone: load, wind, solar and others, MW. */
public record SystemOutlook(String zone, Instant issuedAt, NamedSteps steps) {}
