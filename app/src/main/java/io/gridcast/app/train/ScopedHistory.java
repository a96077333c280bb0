package io.gridcast.app.train;

import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.Series;
import io.gridcast.core.model.Scope;
import io.gridcast.training.feed.TimedEvent;
import java.util.Iterator;
import java.util.List;

/** The same history for the series of a scope alone. */
public record ScopedHistory(History whole, Scope scope) implements History {
    @Override
    public Iterator<TimedEvent> events() {
        return whole.events();
    }

    @Override
    public List<Series> series() {
        return whole.series().stream()
                .filter(series -> scope.holds(series) && series.targets().contains(scope.target()))
                .toList();
    }

    @Override
    public FeatureSchemas.Inputs inputs() {
        return whole.inputs();
    }
}
