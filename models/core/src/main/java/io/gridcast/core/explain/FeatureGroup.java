package io.gridcast.core.explain;

import io.gridcast.core.features.Feature;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Channels;
import java.util.Locale;

/** What a feature speaks of. */
public enum FeatureGroup {
    /** Time of day, day of the week, holidays, lead time. */
    CALENDAR,
    /** What the target itself was lately, and on days like this. */
    HISTORY,
    WEATHER,
    /** What the system operator expects, and how wrong that was lately. */
    OUTLOOK,
    /** Prices for a load, loads for a price. */
    OTHER_TARGET,
    /** The size of the target: centre and scale, where trees look at them. */
    LEVEL;

    /** The group of a column of a model of {@code target}. */
    public static FeatureGroup of(Feature feature, Target target) {
        return switch (feature.kind()) {
            case CENTER, SCALE -> LEVEL;
            case LEAD, HOUR, WEEKDAY, LIKE_WEEKDAY, DAY_OF_YEAR, HOLIDAY, BRIDGE -> CALENDAR;
            case EXPECTED_WEATHER, EXPECTED_WEATHER_TO_BASE, COOLING, HEATING -> WEATHER;
            default -> ofChannel(feature.channel(), target);
        };
    }

    private static FeatureGroup ofChannel(String channel, Target target) {
        if (channel.startsWith(Channels.outlook("")) || channel.equals(Channels.OUTLOOK_AGE)) {
            return OUTLOOK;
        }
        if (channel.startsWith(Channels.observed(""))
                || channel.startsWith(Channels.forecast(""))
                || channel.equals(Channels.WEATHER_FORECAST_AGE)) {
            return WEATHER;
        }
        boolean isPrice = channel.startsWith("price.");
        boolean isLoad = channel.equals(Channels.LOAD);
        boolean isOther = target == Target.LOAD ? isPrice : isLoad;
        return isOther ? OTHER_TARGET : HISTORY;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
