package io.gridcast.app.train;

import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.Series;
import io.gridcast.training.feed.TimedEvent;
import java.util.Iterator;
import java.util.List;

/** What a model learns from; can be read as often as there are targets. */
public interface History {
    /** All that became known, in that order, from the beginning. */
    Iterator<TimedEvent> events();

    /** What is forecast. */
    List<Series> series();

    /** The variables that weather and outlooks have. */
    FeatureSchemas.Inputs inputs();
}
