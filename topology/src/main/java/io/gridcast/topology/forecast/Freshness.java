package io.gridcast.topology.forecast;

import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureKind;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.grid.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says which inputs of a model are missing or stale. */
final class Freshness {
    private static final String WEATHER_FORECAST_CHANNEL = "weather.forecast.";
    private static final String WEATHER_OBSERVED_CHANNEL = "weather.observed.";
    private static final String OUTLOOK_CHANNEL = "outlook.";

    private final ForecastState state;

    Freshness(ForecastState state) {
        this.state = state;
    }

    /** Labels of the inputs beyond the target's own history that the schema reads and that are stale at {@code nowMs}. */
    List<String> staleInputs(FeatureSchema schema, Series series, long nowMs) {
        List<String> stale = new ArrayList<>();
        for (Feed feed : feeds(schema, series)) {
            String zone = feed == Feed.OUTLOOK || feed == Feed.PRICE ? series.priceZone() : series.weatherZone();
            boolean isFresh = state.pulse(feed, zone)
                    .filter(pulse -> !pulse.isStale(nowMs))
                    .isPresent();
            if (!isFresh) {
                stale.add(feed.label());
            }
        }
        return stale;
    }

    private Set<Feed> feeds(FeatureSchema schema, Series series) {
        Set<Feed> feeds = new TreeSet<>();
        for (Feature feature : schema.features()) {
            String channel = feature.channel();
            if (channel.startsWith(OUTLOOK_CHANNEL)) {
                feeds.add(Feed.OUTLOOK);
            } else if (channel.startsWith(WEATHER_OBSERVED_CHANNEL)) {
                feeds.add(Feed.WEATHER_OBSERVED);
            } else if (channel.startsWith(WEATHER_FORECAST_CHANNEL)) {
                feeds.add(Feed.WEATHER_FORECAST);
            } else if (isExpectedWeather(feature.kind())) {
                boolean isForecast =
                        state.pulse(Feed.WEATHER_FORECAST, series.weatherZone()).isPresent();
                feeds.add(isForecast ? Feed.WEATHER_FORECAST : Feed.WEATHER_OBSERVED);
            }
        }
        return feeds;
    }

    private static boolean isExpectedWeather(FeatureKind kind) {
        return switch (kind) {
            case EXPECTED_WEATHER, EXPECTED_WEATHER_TO_BASE, COOLING, HEATING, WEATHER_REVISION -> true;
            default -> false;
        };
    }
}
