package io.gridcast.core.history;

import io.gridcast.core.market.MarketProduct;
import java.util.Locale;

/** The names of the channels that {@link Knowledge} fills. */
public final class Channels {
    /** Mean power of a series over a slot, MW; missing where nothing of it was measured. */
    public static final String LOAD = "load";

    /** Coverage of the load of a slot, 0 to 1. */
    public static final String COVERAGE = "load.coverage";

    /** Day-ahead price, currency per MWh. */
    public static final String PRICE_DAY_AHEAD = "price.day_ahead";

    /** Hours from the issue of the newest outlook of a slot to the slot's start. */
    public static final String OUTLOOK_AGE = "outlook.age_h";

    /** Hours from the issue of the newest weather forecast of a slot to the slot's start. */
    public static final String WEATHER_FORECAST_AGE = "weather.forecast.age_h";

    /** What the names of all outlooks begin with. */
    public static final String OUTLOOK = "outlook.";

    /** What the names of all weather begin with. */
    public static final String WEATHER = "weather.";

    private static final String OBSERVED = "weather.observed.";
    private static final String FORECAST = "weather.forecast.";
    private static final String FORECAST_BEFORE = "weather.forecast.before.";

    private Channels() {}

    /** The channel of a product's price. */
    public static String price(MarketProduct product) {
        return "price." + product.name().toLowerCase(Locale.ROOT);
    }

    /** The channel of a variable of the system operator's outlook. */
    public static String outlook(String variable) {
        return OUTLOOK + variable;
    }

    /** The channel of an observed weather variable, the robust mean over a zone's stations. */
    public static String observed(String variable) {
        return OBSERVED + variable;
    }

    /** The channel of a forecast weather variable. */
    public static String forecast(String variable) {
        return FORECAST + variable;
    }

    /** The channel of a forecast weather variable by the run before the newest one that tells of a slot. */
    public static String forecastBefore(String variable) {
        return FORECAST_BEFORE + variable;
    }
}
