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
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;

/**
 * The events of a folder as they are published: a load as the reading of a meter that stands for its whole series, and that meter's
 * assignment before everything else. Loads of totals are left out: the engine adds them up.
 */
final class ReplayFeed implements Iterator<TimedEvent> {
    private final Iterator<TimedEvent> events;
    private final Set<String> metered;
    private final Set<String> totals;
    private final Queue<TimedEvent> waiting = new ArrayDeque<>();

    private ReplayFeed(Iterator<TimedEvent> events, Set<String> metered, Set<String> totals) {
        this.events = events;
        this.metered = metered;
        this.totals = totals;
    }

    /** Reads the folder anew. */
    static Iterator<TimedEvent> of(FeedFolder folder) {
        Set<String> metered = new HashSet<>();
        folder.meters().forEach(meter -> metered.add(meter.seriesId()));
        Set<String> totals = new HashSet<>();
        folder.series().stream().filter(Series::isTotal).forEach(total -> totals.add(total.seriesId()));
        return new ReplayFeed(folder.events(), metered, totals);
    }

    @Override
    public boolean hasNext() {
        while (waiting.isEmpty() && events.hasNext()) {
            take(events.next());
        }
        return !waiting.isEmpty();
    }

    @Override
    public TimedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the feed is over");
        }
        return waiting.remove();
    }

    private void take(TimedEvent event) {
        if (event.fact() instanceof ObservedLoad load) {
            if (!totals.contains(load.seriesId())) {
                waiting.add(VirtualMeters.throughMeter(event));
            }
            return;
        }
        waiting.add(event);
        if (event.fact() instanceof Series series && isKnownAsAWhole(series)) {
            waiting.add(new TimedEvent(event.availableAt(), VirtualMeters.assignment(series)));
        }
    }

    private boolean isKnownAsAWhole(Series series) {
        return series.targets().contains(Target.LOAD) && !series.isTotal() && !metered.contains(series.seriesId());
    }
}
