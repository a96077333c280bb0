package io.gridcast.topology.time;

import io.gridcast.state.Ledger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Collects the records of several origins and hands them out in one order that depends on records and ticks alone.
 *
 * <p>A record is known at the first tick behind it in its origin. When tick T has come from every origin, everything known by T is
 * applied, tick by tick, each tick's records ordered by (timestamp, topic, key, order within the key); then T itself is.
 *
 * <p>Example, with origins A and B: A sends a1, tick 5, a2; B sends b1, tick 5. Whatever the interleaving, the outcome is a1 and b1 by
 * their timestamps, then tick 5; a2 waits for the next tick of A.
 *
 * <p>What waits lies in logged stores: Kafka commits the offsets of what has only been collected.
 */
final class TimeOrder {
    private static final Comparator<Waiting> ORDER = Comparator.comparingLong(Waiting::knownAtMs)
            .thenComparingLong(Waiting::timestampMs)
            .thenComparing(Waiting::topic)
            .thenComparing(Waiting::key, Arrays::compareUnsigned)
            .thenComparingLong(Waiting::sequence);

    private final Ledger<Long, Waiting> collected;
    private final Ledger<String, Long> progress;
    private final Map<String, Long> lastTickMs = new HashMap<>();
    private final Map<String, List<Waiting>> notYetKnown = new HashMap<>();
    private final PriorityQueue<Waiting> known = new PriorityQueue<>(ORDER);
    private final TreeSet<Long> ticks = new TreeSet<>();
    private long nextSequence;

    /**
     * Goes on where the stores say.
     *
     * @param origins everyone who must have ticked before time moves
     */
    TimeOrder(List<String> origins, Ledger<Long, Waiting> collected, Ledger<String, Long> progress) {
        this.collected = collected;
        this.progress = progress;
        origins.forEach(origin -> lastTickMs.put(origin, Long.MIN_VALUE));
        progress.copy().forEach(this::restoreProgress);
        collected.copy().forEach((sequence, waiting) -> {
            nextSequence = sequence + 1;
            if (waiting.isKnown()) {
                known.add(waiting);
            } else {
                notYetKnown
                        .computeIfAbsent(waiting.origin(), o -> new ArrayList<>())
                        .add(waiting);
            }
        });
    }

    /** Takes a record in; {@code waiting.knownAtMs} and {@code sequence} are set here. */
    void collect(Waiting waiting) {
        requireExpected(waiting.origin(), waiting.topic());
        Waiting numbered = waiting.withSequence(nextSequence++);
        collected.put(numbered.sequence(), numbered);
        notYetKnown.computeIfAbsent(numbered.origin(), o -> new ArrayList<>()).add(numbered);
    }

    /**
     * Takes a tick in, and moves time as far as every origin allows.
     *
     * @param apply gets each record whose time has come
     * @param advance gets each tick, after the records known at it
     */
    void tick(String origin, long tickMs, Consumer<Waiting> apply, LongConsumer advance) {
        long last = requireExpected(origin, "a tick");
        if (tickMs <= last) {
            return; // a second clock, or one that ran backwards: time has been there
        }
        lastTickMs.put(origin, tickMs);
        progress.put(origin, tickMs);
        ticks.add(tickMs);
        progress.put(tickKey(tickMs), tickMs);
        List<Waiting> nowKnown = notYetKnown.remove(origin);
        if (nowKnown != null) {
            for (Waiting waiting : nowKnown) {
                Waiting dated = waiting.knownAt(tickMs);
                collected.put(dated.sequence(), dated);
                known.add(dated);
            }
        }
        advance(apply, advance);
    }

    private void advance(Consumer<Waiting> apply, LongConsumer advance) {
        long horizonMs = Long.MAX_VALUE;
        for (long heard : lastTickMs.values()) {
            horizonMs = Math.min(horizonMs, heard);
        }
        while (!ticks.isEmpty() && ticks.first() <= horizonMs) {
            long tickMs = ticks.first();
            for (Waiting next = known.peek(); next != null && next.knownAtMs() <= tickMs; next = known.peek()) {
                known.poll();
                collected.remove(next.sequence());
                apply.accept(next);
            }
            ticks.pollFirst();
            progress.remove(tickKey(tickMs));
            advance.accept(tickMs);
        }
    }

    private long requireExpected(String origin, String what) {
        Long last = lastTickMs.get(origin);
        if (last == null) {
            throw new IllegalStateException(
                    what + " came from " + origin + ", but time waits only for " + lastTickMs.keySet()
                            + "; the partition counts of this application and of the one before it differ");
        }
        return last;
    }

    private void restoreProgress(String name, long timeMs) {
        if (name.startsWith(TICK_PREFIX)) {
            ticks.add(timeMs);
        } else {
            lastTickMs.computeIfPresent(name, (origin, never) -> timeMs);
        }
    }

    private static final String TICK_PREFIX = "tick@";

    private static String tickKey(long tickMs) {
        return TICK_PREFIX + tickMs;
    }
}
