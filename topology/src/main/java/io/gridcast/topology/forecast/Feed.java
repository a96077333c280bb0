package io.gridcast.topology.forecast;

/** An input that can go silent. */
enum Feed {
    PRICE("price"),
    WEATHER_OBSERVED("weather.observed"),
    WEATHER_FORECAST("weather.forecast"),
    OUTLOOK("outlook");

    private final String label;

    Feed(String label) {
        this.label = label;
    }

    /** The name by which forecasts call it. */
    String label() {
        return label;
    }
}
