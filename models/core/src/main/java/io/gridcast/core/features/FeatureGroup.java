package io.gridcast.core.features;

import io.gridcast.core.history.Channels;
import java.util.Locale;

/** Features that tell of the same thing, and are kept or left out together. */
public enum FeatureGroup {
    /** Centre, scale and lead time: no forecast goes without them. */
    HEAD,
    /** Hour, day of the week, holidays, bridge days. */
    CALENDAR,
    /** How far into the year a day is. */
    SEASON,
    /** Summer time, and changes of the clock. */
    CLOCK,
    /** The target at the same time on days before. */
    LAGS,
    /** Mean, least and most of the days before, and the last hours. */
    RECENT,
    /** How much the target varied of late. */
    VARIATION,
    /** The base, and what the target was above it. */
    RESIDUALS,
    /** Weather that was, and that is expected. */
    WEATHER,
    /** Degrees above which is cooled, and below which is heated. */
    DEGREES,
    /** How the newest run of the weather forecast differs from the one before. */
    REVISIONS,
    /** What the operator's outlooks say. */
    OUTLOOK,
    /** How far the outlook of the load was off of late. */
    OUTLOOK_ERRORS,
    /** The price as seen by a load, the load as seen by a price. */
    RELATIONS;

    /** The group of a column of a schema for loads, or for prices. */
    public static FeatureGroup of(Feature feature, boolean isLoad) {
        return switch (feature.kind()) {
            case CENTER, SCALE, LEAD, DAY_CENTER, DAY_SCALE -> HEAD;
            case HOUR, WEEKDAY, LIKE_WEEKDAY, HOLIDAY, BRIDGE -> CALENDAR;
            case DAY_OF_YEAR -> SEASON;
            case SUMMER_TIME, CLOCK_CHANGE -> CLOCK;
            case RECENT_DEVIATION -> VARIATION;
            case BASE_TO_CENTER, RECENT_RESIDUAL, LAG_RESIDUAL -> RESIDUALS;
            case EXPECTED_WEATHER, EXPECTED_WEATHER_TO_BASE -> WEATHER;
            case COOLING, HEATING -> DEGREES;
            case WEATHER_REVISION -> REVISIONS;
            case RECENT_OUTLOOK_ERROR, LAG_OUTLOOK_ERROR -> OUTLOOK_ERRORS;
            case RECENT_LOAD_OUTLOOK_ERROR, LINE_TO_CENTER -> RELATIONS;
            default -> ofChannel(feature, isLoad);
        };
    }

    private static FeatureGroup ofChannel(Feature feature, boolean isLoad) {
        String channel = feature.channel();
        String own = isLoad ? Channels.LOAD : Channels.PRICE_DAY_AHEAD;
        if (channel.startsWith(Channels.OUTLOOK)) {
            return OUTLOOK;
        }
        if (channel.startsWith(Channels.WEATHER)) {
            return WEATHER;
        }
        if (!channel.equals(own)) {
            return RELATIONS;
        }
        return feature.kind() == FeatureKind.LAG_TO_CENTER ? LAGS : RECENT;
    }

    /** As a person writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
