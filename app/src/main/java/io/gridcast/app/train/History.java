package io.gridcast.app.train;

import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.Series;
import io.gridcast.training.feed.TimedEvent;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/** What a model learns from; can be read as often as there are targets. */
public interface History {
    /** All that became known, in that order, from the beginning. */
    Iterator<TimedEvent> events();

    /** The end of what is known, a moment after the last event; {@code until} where that comes before. */
    default Instant end(Instant until) {
        Instant last = Instant.MIN;
        for (var events = events(); events.hasNext(); ) {
            last = events.next().availableAt();
            if (!last.isBefore(until)) {
                return until;
            }
        }
        return last.equals(Instant.MIN) ? until : last.plusMillis(1);
    }

    /** What is forecast. */
    List<Series> series();

    /** The variables that weather and outlooks have. */
    FeatureSchemas.Inputs inputs();
}
