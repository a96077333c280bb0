package io.gridcast.app.rest;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One who listens to events: what it wants, and what waits for it. It is offered what it wants and never waited for: where too much waits,
 * it is cut off. Thread-safe.
 */
final class Listener {
    private static final int MOST_WAITING = 4096;

    private final Set<EventKind> kinds;
    private final Set<String> about;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean isCutOff;

    /** @param about the series and zones that it asks about; empty for all */
    Listener(Set<EventKind> kinds, Set<String> about) {
        this.kinds = Set.copyOf(kinds);
        this.about = Set.copyOf(about);
    }

    boolean wants(EventKind kind, String key) {
        return !isCutOff && kinds.contains(kind) && (about.isEmpty() || !kind.isAboutOne() || about.contains(key));
    }

    /** @param event encoded; shared with all who listen */
    void offer(byte[] event) {
        if (!waiting.offer(event)) {
            isCutOff = true;
        }
    }

    boolean isCutOff() {
        return isCutOff;
    }

    /**
     * Takes what waits, or waits for it.
     *
     * @param into receives events; none if none came in time
     */
    void take(List<byte[]> into, long withinMs) throws InterruptedException {
        byte[] first = waiting.poll(withinMs, TimeUnit.MILLISECONDS);
        if (first != null) {
            into.add(first);
            waiting.drainTo(into);
        }
    }
}
