package io.gridcast.app.simulator;

/**
 * The weather of a zone over one hour.
 *
 * @param temperatureC °C at 2 m
 * @param windMs m/s at 10 m
 * @param cloudShare covered share of the sky, 0 to 1
 * @param irradianceWm2 W/m² on a level plane
 */
record Weather(
        double temperatureC,
        double windMs,
        double cloudShare,
        double irradianceWm2,
        double humidityPct,
        double pressureHpa) {
    private static final double WARMTH_C = 3.9;
    /** Wind grows with height by a power law; this is its factor from 10 m to 100 m over open land. */
    private static final double WIND_AT_100_M = 1.33;

    /** What a sky means at a time and place. */
    static Weather of(Climate climate, Sky sky, long epochMs) {
        double season = StrictMath.cos(Sun.season(epochMs));
        double height = Sun.height(epochMs, climate.latitude(), climate.longitude());
        double cloud = 1 / (1 + StrictMath.exp(-(1.7 * sky.cloud() + climate.cloudiness())));
        // Kasten and Czeplak 1980, eq. 4
        double irradiance = Sun.clearSkyWm2(height) * (1 - 0.75 * StrictMath.pow(cloud, 3.4));
        double hour = Sun.solarHour(epochMs, climate.longitude());
        double ofDay = StrictMath.cos((hour - 15) * Math.PI / 12) * (1.2 + (3.6 - 1.6 * season) * (1 - cloud));
        double yearLag = StrictMath.cos(Sun.season(epochMs) - 0.55);
        double temperature = climate.meanC()
                - climate.seasonC() * yearLag
                + ofDay
                + WARMTH_C * sky.warmth()
                + season * (cloud - 0.5);
        double wind = climate.windMs()
                * (1 + 0.14 * season)
                * StrictMath.exp(0.48 * sky.wind() - 0.115)
                * (1 + 0.08 * StrictMath.cos((hour - 14) * Math.PI / 12));
        double humidity = 76 + 22 * (cloud - 0.5) - 3.2 * ofDay + 5 * season;
        double pressure = 1014 - 7 * sky.wind() - 4 * sky.cloud();
        return new Weather(temperature, wind, cloud, irradiance, Math.min(100, Math.max(15, humidity)), pressure);
    }

    /** m/s at the height of a rotor, 100 m. */
    double wind100Ms() {
        return windMs * WIND_AT_100_M;
    }
}
