package io.gridcast.topology.forecast;

/**
 * The rhythm of one feed. Freshness counts missed runs, not hours of age: a feed is stale when one and a half of its usual gaps have
 * passed without a run.
 *
 * @param lastRunMs when its newest run became known
 * @param usualGapMs the longer one of its last two gaps, so that a burst does not make it look late; 0 until there are two runs
 * @param lastGapMs its last gap
 */
record FeedPulse(long lastRunMs, long usualGapMs, long lastGapMs) {
    private static final long LONGEST_GAP_MS = 26L * 3_600_000;

    /** A feed's first run. */
    static FeedPulse first(long runMs) {
        return new FeedPulse(runMs, 0, 0);
    }

    FeedPulse run(long runMs) {
        long gapMs = runMs - lastRunMs;
        if (gapMs <= 0) {
            return this;
        }
        return new FeedPulse(runMs, Math.min(Math.max(gapMs, lastGapMs), LONGEST_GAP_MS), gapMs);
    }

    boolean isStale(long nowMs) {
        long gapMs = usualGapMs == 0 ? LONGEST_GAP_MS : usualGapMs;
        return nowMs - lastRunMs > gapMs + gapMs / 2;
    }
}
