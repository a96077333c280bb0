package io.gridcast.app.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether a command that works on its own is still at it. It beats each time round; longer work, such as a training, is
 * announced, may take half a day, and ends with the next beat. Thread-safe.
 */
public final class Pulse implements Health.Check {
    /** No training of ours takes half a day: one that does hangs. */
    private static final Duration LONGEST_WORK = Duration.ofHours(12);

    private final String work;
    private final long withinNs;
    private final LongSupplier nanoTime;
    private volatile boolean isBusy;
    private volatile long beatNs;

    /**
     * @param work what is done each time, in the past tense, as in {@code looked for requests}
     * @param within how long it may take from one time to the next
     * @param nanoTime a clock that never runs backwards
     */
    public Pulse(String work, Duration within, LongSupplier nanoTime) {
        this.work = work;
        this.withinNs = within.toNanos();
        this.nanoTime = nanoTime;
        beatNs = nanoTime.getAsLong();
    }

    /** It was done once more. */
    public void beat() {
        beatNs = nanoTime.getAsLong();
        isBusy = false;
    }

    /** Something longer begins. */
    public void busy() {
        isBusy = true;
    }

    @Override
    public Optional<String> trouble() {
        long sinceNs = nanoTime.getAsLong() - beatNs;
        long usualNs = isBusy ? LONGEST_WORK.toNanos() : withinNs;
        return sinceNs <= usualNs
                ? Optional.empty()
                : Optional.of(work + " " + Duration.ofNanos(sinceNs).toSeconds() + " s ago for the last time, "
                        + Duration.ofNanos(usualNs).toSeconds() + " s are usual: restart it");
    }
}
