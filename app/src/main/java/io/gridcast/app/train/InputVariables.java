package io.gridcast.app.train;

import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import io.gridcast.training.feed.TimedEvent;
import java.util.Set;
import java.util.TreeSet;

/** Gathers the variables that weather and outlooks have. */
final class InputVariables {
    private final Set<String> weather = new TreeSet<>();
    private final Set<String> outlook = new TreeSet<>();

    void add(TimedEvent event) {
        if (event.fact() instanceof WeatherObservation observed) {
            weather.addAll(observed.values().keySet());
        } else if (event.fact() instanceof WeatherForecast forecast) {
            weather.addAll(forecast.steps().variables());
        } else if (event.fact() instanceof SystemOutlook outlooks) {
            outlook.addAll(outlooks.steps().variables());
        }
    }

    FeatureSchemas.Inputs inputs() {
        return new FeatureSchemas.Inputs(weather, outlook);
    }
}
