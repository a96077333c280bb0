package io.gridcast.core.weather;

import io.gridcast.core.forecast.NamedSteps;
import java.time.Instant;

/** One run of a weather model for a zone. */
public record WeatherForecast(String zone, Instant issuedAt, NamedSteps steps) {}
