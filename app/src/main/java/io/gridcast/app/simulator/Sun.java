package io.gridcast.app.simulator;

/** Where the sun stands and how strongly it shines through a clear sky. */
final class Sun {
    private static final double DAY_MS = 86_400_000.0;
    private static final double YEAR_DAYS = 365.2425;
    /** Days from 1 January 1970 back to a winter solstice. */
    private static final double SOLSTICE_DAYS = 10;

    private static final double TILT = StrictMath.toRadians(23.44);

    private Sun() {}

    /** How far the year has gone, as an angle: 0 at the winter solstice, π at the summer solstice. */
    static double season(long epochMs) {
        return 2 * Math.PI * (epochMs / DAY_MS + SOLSTICE_DAYS) / YEAR_DAYS;
    }

    /** Hours of true local time, 0 to 24; the sun is highest at 12. */
    static double solarHour(long epochMs, double longitude) {
        double days = epochMs / DAY_MS + longitude / 360;
        return 24 * (days - Math.floor(days));
    }

    /** Sine of the sun's height over the horizon; negative at night. */
    static double height(long epochMs, double latitude, double longitude) {
        double declination = -TILT * StrictMath.cos(season(epochMs));
        double hourAngle = (solarHour(epochMs, longitude) - 12) * Math.PI / 12;
        double phi = StrictMath.toRadians(latitude);
        return StrictMath.sin(phi) * StrictMath.sin(declination)
                + StrictMath.cos(phi) * StrictMath.cos(declination) * StrictMath.cos(hourAngle);
    }

    /** Irradiance of a level plane under a clear sky, W/m² (Haurwitz 1945, equation as given in Reno et al. 2012, eq. 20). */
    static double clearSkyWm2(double height) {
        return height <= 0 ? 0 : 1098 * height * StrictMath.exp(-0.057 / height);
    }
}
