package io.gridcast.training.feed;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Merges sources that are each in order of availability; of equal times the earlier source comes first. */
final class EventMerge implements Iterator<TimedEvent> {
    private final List<Iterator<TimedEvent>> sources;
    private final @Nullable TimedEvent[] heads;
    private int first;

    EventMerge(List<Iterator<TimedEvent>> sources) {
        this.sources = List.copyOf(sources);
        this.heads = new TimedEvent[sources.size()];
        for (int source = 0; source < heads.length; source++) {
            advance(source);
        }
        choose();
    }

    @Override
    public boolean hasNext() {
        return first >= 0;
    }

    /** The next event, without taking it. */
    TimedEvent peek() {
        TimedEvent event = first < 0 ? null : heads[first];
        if (event == null) {
            throw new NoSuchElementException("all sources are at their end");
        }
        return event;
    }

    @Override
    public TimedEvent next() {
        TimedEvent event = peek();
        advance(first);
        choose();
        return event;
    }

    private void advance(int source) {
        Iterator<TimedEvent> events = sources.get(source);
        heads[source] = events.hasNext() ? events.next() : null;
    }

    private void choose() {
        first = -1;
        TimedEvent earliest = null;
        for (int source = 0; source < heads.length; source++) {
            TimedEvent head = heads[source];
            if (head != null && (earliest == null || head.availableAt().isBefore(earliest.availableAt()))) {
                earliest = head;
                first = source;
            }
        }
    }
}
