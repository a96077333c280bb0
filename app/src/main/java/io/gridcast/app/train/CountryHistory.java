package io.gridcast.app.train;

import io.gridcast.app.simulator.SimulatedCountry;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.Series;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/**
 * The past of the simulated country.
 *
 * @param from first availability time, in
 * @param to last availability time, out
 */
public record CountryHistory(SimulatedCountry country, Instant from, Instant to) implements History {
    /** In so long every feed has told something of each variable. */
    private static final Duration A_WHILE = Duration.ofDays(2);

    @Override
    public Iterator<TimedEvent> events() {
        return country.history(from, to);
    }

    @Override
    public List<Series> series() {
        return country.series();
    }

    @Override
    public FeatureSchemas.Inputs inputs() {
        InputVariables variables = new InputVariables();
        country.history(from, from.plus(A_WHILE)).forEachRemaining(variables::add);
        return variables.inputs();
    }
}
