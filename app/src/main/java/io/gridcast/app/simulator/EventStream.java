package io.gridcast.app.simulator;

import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Merges feeds in order of availability, an hour at a time; feeds tell in their own order what they learn at once. */
final class EventStream implements Iterator<TimedEvent> {
    private static final long STEP_MS = Duration.ofHours(1).toMillis();
    private static final Comparator<TimedEvent> BY_AVAILABILITY = Comparator.comparing(TimedEvent::availableAt);

    private final List<EventSource> sources;
    private final long toMs;
    private final List<TimedEvent> ready = new ArrayList<>();
    private long doneMs;
    private int next;

    EventStream(List<EventSource> sources, Instant from, Instant to) {
        this.sources = sources;
        this.doneMs = from.toEpochMilli();
        this.toMs = to.toEpochMilli();
    }

    @Override
    public boolean hasNext() {
        while (next == ready.size() && doneMs < toMs) {
            long end = Math.min(toMs, Steps.lastAtOrBefore(doneMs, STEP_MS) + STEP_MS);
            ready.clear();
            next = 0;
            for (EventSource source : sources) {
                source.between(doneMs, end, ready);
            }
            ready.sort(BY_AVAILABILITY);
            doneMs = end;
        }
        return next < ready.size();
    }

    @Override
    public TimedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the simulated time is over");
        }
        return ready.get(next++);
    }
}
