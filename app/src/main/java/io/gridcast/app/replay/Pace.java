package io.gridcast.app.replay;

import io.gridcast.app.progress.Progress;
import io.gridcast.core.check.ExplainedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps the replay close to the engine: never more ticks or records ahead than a window, so that no task has to collect without
 * bound; and not faster than was asked for.
 */
final class Pace {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final ReplayWatch watch;
    private final Runnable health;
    private final ReplaySettings settings;
    private final Instant begin;
    private final Duration patience;
    private final Progress progress;
    private final Deque<Sent> ahead = new ArrayDeque<>();
    private long sentRecords;
    private long doneRecords;

    /**
     * @param health fails when the engine has failed
     * @param begin where on the feed's time it begins
     * @param patience how long the engine may stand still
     * @param progress counts hours of the feed's time
     */
    Pace(
            ReplayWatch watch,
            Runnable health,
            ReplaySettings settings,
            Instant begin,
            Duration patience,
            Progress progress) {
        this.watch = watch;
        this.health = health;
        this.settings = settings;
        this.begin = begin;
        this.patience = patience;
        this.progress = progress;
    }

    /** Notes a step that has been sent. */
    void sent(Step step) {
        sentRecords += step.events().size();
        ahead.add(new Sent(step.tick(), sentRecords));
    }

    /** Waits until the engine is close enough behind. */
    void awaitRoom() throws InterruptedException {
        settle();
        while (ahead.size() > settings.maxTicksAhead() || sentRecords - doneRecords > settings.maxRecordsAhead()) {
            // room for a few at a time, so that the two do not wait on each other tick by tick
            int some = settings.maxTicksAhead() / 8;
            Sent target = ahead.size() > some ? nth(some) : ahead.getFirst();
            awaitPassed(target.tick);
            settle();
        }
    }

    /** Waits until everything that was sent has passed through the engine. */
    void awaitAll() throws InterruptedException {
        if (!ahead.isEmpty()) {
            awaitPassed(ahead.getLast().tick);
            settle();
        }
    }

    private void awaitPassed(Instant tick) throws InterruptedException {
        Instant before = watch.passed();
        long patientUntilNs = System.nanoTime() + patience.toNanos();
        while (!watch.awaitPassed(tick, LOOK_EVERY)) {
            health.run();
            settle();
            Instant now = watch.passed();
            if (now.isAfter(before)) {
                before = now;
                patientUntilNs = System.nanoTime() + patience.toNanos();
            } else if (System.nanoTime() > patientUntilNs) {
                throw standsStill(now);
            }
        }
    }

    private ExplainedException standsStill(Instant now) {
        String at = now.equals(Instant.MIN) ? "has passed no tick on yet" : "stands at " + now;
        return new ExplainedException(
                "the engine " + at + " since " + patience.toSeconds() + " s",
                "it does not run, waits for its registry, or another application of it has stopped",
                "see the engine's log; with --no-engine, start `gridcast run --no-clock` on the same cluster first");
    }

    private void settle() {
        Instant passed = watch.passed();
        while (!ahead.isEmpty() && !ahead.getFirst().tick.isAfter(passed)) {
            doneRecords = ahead.removeFirst().records;
        }
        if (!passed.isBefore(begin)) {
            progress.at(Duration.between(begin, passed).toHours(), passed.toString());
        }
    }

    private Sent nth(int index) {
        int i = 0;
        for (Sent sent : ahead) {
            if (i++ == index) {
                return sent;
            }
        }
        return ahead.getLast();
    }

    private record Sent(Instant tick, long records) {}
}
