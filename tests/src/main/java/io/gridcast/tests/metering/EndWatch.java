package io.gridcast.tests.metering;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.serdes.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Waits until a tick has come out behind the observed loads. Thread-safe. */
final class EndWatch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_EVERY_MS = 200;
    private static final int STEPS = 2; // sums of series, and of totals

    private final int origins;
    private final TopicFollower follower;
    private final Map<String, Instant> passed = new HashMap<>();
    private long heardNs = System.nanoTime();

    /** @param partitions of {@code grid.load.observed.v1} */
    EndWatch(Platform platform, int partitions) {
        this.origins = STEPS * partitions;
        this.follower = TopicFollower.start(
                "metering-watch",
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .ticks(Topics.LOAD_OBSERVED, (partition, origin, time) -> passed(origin, time)));
    }

    /**
     * Waits as long as time goes on.
     *
     * @param health fails when the engine has failed
     */
    synchronized void await(Instant tick, Runnable health) throws InterruptedException {
        while (!isPast(tick)) {
            follower.requireNoFailure();
            health.run();
            if (System.nanoTime() - heardNs > PATIENCE.toNanos()) {
                throw new ExplainedException(
                        "no tick came out for " + PATIENCE.toSeconds() + " s, the last ones are " + passed,
                        "the engine stands still",
                        "see its log");
            }
            wait(LOOK_EVERY_MS);
        }
    }

    @Override
    public void close() {
        follower.close();
    }

    private boolean isPast(Instant tick) {
        return passed.size() == origins && passed.values().stream().noneMatch(time -> time.isBefore(tick));
    }

    private synchronized void passed(String origin, Instant time) {
        passed.put(origin, time);
        heardNs = System.nanoTime();
        notifyAll();
    }
}
