package io.gridcast.app.replay;

import io.gridcast.app.feed.VirtualMeters;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.training.feed.FeedFolder;
import io.gridcast.training.feed.TimedEvent;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events of a folder as they are published: a load as the reading of a meter that stands for its whole series, and that meter's
 * assignment before everything else.
 */
final class ReplayFeed implements Iterator<TimedEvent> {
    private final Iterator<TimedEvent> events;
    private final Set<String> metered = new HashSet<>();
    private final Queue<TimedEvent> inserted = new ArrayDeque<>();

    private ReplayFeed(Iterator<TimedEvent> events, Set<String> metered) {
        this.events = events;
        this.metered.addAll(metered);
    }

    /** Reads the folder anew. */
    static Iterator<TimedEvent> of(FeedFolder folder) {
        Set<String> metered = new HashSet<>();
        folder.meters().forEach(meter -> metered.add(meter.seriesId()));
        return new ReplayFeed(folder.events(), metered);
    }

    @Override
    public boolean hasNext() {
        return !inserted.isEmpty() || events.hasNext();
    }

    @Override
    public TimedEvent next() {
        @Nullable TimedEvent waiting = inserted.poll();
        if (waiting != null) {
            return waiting;
        }
        TimedEvent event = events.next();
        if (event.fact() instanceof Series series && isKnownAsAWhole(series)) {
            inserted.add(new TimedEvent(event.availableAt(), VirtualMeters.assignment(series)));
        }
        return event.fact() instanceof ObservedLoad ? VirtualMeters.throughMeter(event) : event;
    }

    private boolean isKnownAsAWhole(Series series) {
        return series.targets().contains(Target.LOAD) && !series.isTotal() && !metered.contains(series.seriesId());
    }
}
