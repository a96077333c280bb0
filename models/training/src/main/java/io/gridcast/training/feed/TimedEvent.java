package io.gridcast.training.feed;

import io.gridcast.core.check.Checks;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.ScadaMeasurement;
import io.gridcast.core.grid.Series;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import java.time.Instant;
import java.util.Set;

/**
 * One fact of a feed, and when it became known. Feed files and the simulator both give an iterator of these in order of
 * availability; training applies them to its history, replay publishes them.
 *
 * @param availableAt when the fact became known: the timestamp of its record
 * @param fact one of {@link #FACTS}
 */
public record TimedEvent(Instant availableAt, Object fact) {
    /** What a feed can tell. */
    public static final Set<Class<?>> FACTS = Set.of(
            Series.class,
            MeterAssignment.class,
            MeterReading.class,
            ScadaMeasurement.class,
            ObservedLoad.class,
            WeatherObservation.class,
            WeatherForecast.class,
            MarketPrice.class,
            SystemOutlook.class);

    public TimedEvent {
        Checks.require(
                FACTS.contains(fact.getClass()),
                "no feed tells a " + fact.getClass().getSimpleName());
    }
}
