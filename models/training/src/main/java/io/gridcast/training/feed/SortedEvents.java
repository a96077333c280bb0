package io.gridcast.training.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Events of one file, put in order of availability; of equal times in the order of the file. */
final class SortedEvents {
    private final List<TimedEvent> events = new ArrayList<>();
    private boolean sorted = true;

    void add(TimedEvent event) {
        if (!events.isEmpty()
                && event.availableAt().isBefore(events.get(events.size() - 1).availableAt())) {
            sorted = false;
        }
        events.add(event);
    }

    Iterator<TimedEvent> iterator() {
        if (!sorted) {
            events.sort(Comparator.comparing(TimedEvent::availableAt));
        }
        return events.iterator();
    }
}
