package io.gridcast.app.simulator;

import static io.gridcast.app.simulator.Steps.rounded;

import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import io.gridcast.training.feed.TimedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two weather stations a zone, hourly, and a weather model that runs every six hours. */
final class WeatherFeed implements EventSource {
    static final String OBSERVED = "weather.observed";
    static final String FORECAST = "weather.forecast";
    static final int REACH_H = 72;
    static final List<String> VARIABLES = List.of(
            "temperature_c",
            "wind_speed_ms",
            "wind_speed_100m_ms",
            "cloud_cover_pct",
            "irradiance_wm2",
            "humidity_pct",
            "pressure_hpa");

    private static final long HOUR_MS = 3_600_000;
    private static final long RUN_MS = 6 * HOUR_MS;
    private static final int STATIONS = 2;

    private final Truth truth;
    private final Faults faults;
    private final long seed;

    WeatherFeed(Truth truth, Faults faults) {
        this.truth = truth;
        this.faults = faults;
        this.seed = Dice.key(truth.country().seed(), "stations");
    }

    @Override
    public void between(long fromMs, long toMs, List<TimedEvent> into) {
        for (long at = Steps.firstAtOrAfter(fromMs, HOUR_MS); at < toMs; at += HOUR_MS) {
            for (Zone zone : truth.country().zones()) {
                if (!silent(OBSERVED, zone, at)) {
                    observe(zone, at - HOUR_MS, into);
                }
            }
        }
        for (long at = Steps.firstAtOrAfter(fromMs, RUN_MS); at < toMs; at += RUN_MS) {
            for (Zone zone : truth.country().zones()) {
                if (!silent(FORECAST, zone, at)) {
                    into.add(new TimedEvent(Instant.ofEpochMilli(at), run(zone, at)));
                }
            }
        }
    }

    private boolean silent(String feed, Zone zone, long epochMs) {
        return faults.hits(FaultKind.OUTAGE, List.of(feed + "/" + zone.name(), feed, zone.name()), epochMs);
    }

    private void observe(Zone zone, long hourMs, List<TimedEvent> into) {
        Weather weather = truth.weather(zone, hourMs);
        for (int station = 1; station <= STATIONS; station++) {
            String name = zone.name() + "-W" + station;
            long key = Dice.key(seed, name);
            long number = hourMs / 1000;
            double warmer = 0.8 * Dice.normal(key, -1) + 0.25 * Dice.normal(Dice.key(key, 1), number);
            double windier = 1 + 0.1 * Dice.normal(key, -2) + 0.06 * Dice.normal(Dice.key(key, 2), number);
            double greyer = 0.05 * Dice.normal(Dice.key(key, 3), number);
            double brighter = 1 + 0.03 * Dice.normal(Dice.key(key, 4), number);
            Map<String, Double> values = Map.of(
                    "temperature_c", rounded(weather.temperatureC() + warmer, 1),
                    "wind_speed_ms", rounded(Math.max(0, weather.windMs() * windier), 1),
                    "cloud_cover_pct", rounded(100 * Math.min(1, Math.max(0, weather.cloudShare() + greyer)), 0),
                    "irradiance_wm2", rounded(weather.irradianceWm2() * brighter, 0),
                    "humidity_pct", rounded(weather.humidityPct(), 0),
                    "pressure_hpa", rounded(weather.pressureHpa(), 1));
            into.add(new TimedEvent(
                    Instant.ofEpochMilli(hourMs + HOUR_MS),
                    new WeatherObservation(zone.name(), name, Instant.ofEpochMilli(hourMs), values)));
        }
    }

    private WeatherForecast run(Zone zone, long issuedMs) {
        List<Instant> validAt = new ArrayList<>(REACH_H);
        double[] values = new double[REACH_H * VARIABLES.size()];
        int next = 0;
        for (int step = 0; step < REACH_H; step++) {
            long hourMs = issuedMs + step * HOUR_MS;
            validAt.add(Instant.ofEpochMilli(hourMs));
            long middle = hourMs + HOUR_MS / 2;
            Weather weather = truth.atmosphere().forecast(zone, issuedMs, middle);
            values[next++] = rounded(weather.temperatureC(), 2);
            values[next++] = rounded(weather.windMs(), 2);
            values[next++] = rounded(weather.wind100Ms(), 2);
            values[next++] = rounded(100 * weather.cloudShare(), 0);
            values[next++] = rounded(weather.irradianceWm2(), 1);
            values[next++] = rounded(weather.humidityPct(), 0);
            values[next++] = rounded(weather.pressureHpa(), 1);
        }
        return new WeatherForecast(
                zone.name(), Instant.ofEpochMilli(issuedMs), new NamedSteps(VARIABLES, validAt, values));
    }
}
