package io.gridcast.app.simulator;

/**
 * The state of the air apart from season and time of day; each part has mean 0 and deviation 1 over the years.
 *
 * @param warmth above 0 for warmer than the season
 * @param wind above 0 for windier
 * @param cloud above 0 for greyer
 */
record Sky(double warmth, double wind, double cloud) {

    /** The same sky as seen with an error: {@code blur} 0 sees it as it is, 1 sees another sky altogether. */
    Sky blurred(Sky other, double warmthBlur, double windBlur, double cloudBlur) {
        return new Sky(
                blend(warmth, other.warmth, warmthBlur),
                blend(wind, other.wind, windBlur),
                blend(cloud, other.cloud, cloudBlur));
    }

    /** Keeps the deviation at 1, as a weather model's own climate is as lively as the real one. */
    private static double blend(double own, double other, double blur) {
        return Math.sqrt(1 - blur * blur) * own + blur * other;
    }
}
