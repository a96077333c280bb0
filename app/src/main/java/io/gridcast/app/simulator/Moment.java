package io.gridcast.app.simulator;

import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * All that the load of a zone's feeders depends on in the middle of a slot.
 *
 * @param epochMs the middle of the slot
 * @param localHour hours since local midnight, by the clock on the wall, 0 to 24
 * @param feltC temperature as walls feel it, delayed and smoothed, °C
 * @param darkness 0 by day to 1 by night
 */
record Moment(long epochMs, double localHour, DayPattern day, Weather weather, double feltC, double darkness) {
    private static final long HOUR_MS = 3_600_000;
    private static final int[] LAG_H = {0, 3, 8, 24};
    private static final double[] LAG_WEIGHT = {0.34, 0.26, 0.20, 0.20};

    /** How the weather of the zone is, or is thought to be, at a time. */
    interface WeatherAt {
        Weather at(long epochMs);
    }

    static Moment of(Zone zone, long epochMs, WeatherAt weathers) {
        ZonedDateTime local = Instant.ofEpochMilli(epochMs).atZone(Country.TIME_ZONE);
        Climate climate = zone.climate();
        Weather weather = weathers.at(epochMs);
        double felt = LAG_WEIGHT[0] * weather.temperatureC();
        for (int i = 1; i < LAG_H.length; i++) {
            felt += LAG_WEIGHT[i] * weathers.at(epochMs - LAG_H[i] * HOUR_MS).temperatureC();
        }
        double height = Sun.height(epochMs, climate.latitude(), climate.longitude());
        return new Moment(
                epochMs,
                local.toLocalTime().toSecondOfDay() / 3600.0,
                DayPattern.of(local.toLocalDate(), zone.holidays()),
                weather,
                felt,
                Math.min(1, Math.max(0, 0.5 - 3 * height)));
    }
}
