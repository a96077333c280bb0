package io.gridcast.app.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ticks each full second of the wall clock, in a thread of its own.
 *
 * <p>Of all instances on a cluster one leads and ticks; when it stops or dies another takes over where it stopped. Time
 * never goes back: while the wall clock is behind the last tick, whoever wrote that, no tick is written. After a stall
 * the seconds missed are left out.
 */
public final class LiveClock implements AutoCloseable {
    /** The consumer group by which one instance is chosen to lead it. */
    public static final String GROUP = ClockElection.GROUP;

    private static final Logger LOG = LoggerFactory.getLogger(LiveClock.class);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Map<String, Object> client;
    private final Collection<String> topics;
    private final InstantSource wall;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile boolean leading;
    private volatile @Nullable String trouble;

    private LiveClock(Map<String, Object> client, Collection<String> topics, InstantSource wall) {
        this.client = client;
        this.topics = topics;
        this.wall = wall;
        this.thread = new Thread(this::run, "gridcast-clock");
        this.thread.setDaemon(true);
    }

    /**
     * Starts ticking, or waiting to lead.
     *
     * @param client how to connect, {@code bootstrap.servers} at least
     * @param topics all topics that the clock ticks ({@code Topics.ticked()}); they must exist
     */
    public static LiveClock start(Map<String, Object> client, Collection<String> topics) {
        return start(client, topics, InstantSource.system());
    }

    static LiveClock start(Map<String, Object> client, Collection<String> topics, InstantSource wall) {
        LiveClock clock = new LiveClock(Map.copyOf(client), topics, wall);
        clock.thread.start();
        return clock;
    }

    /** Whether it is this instance that ticks. */
    public boolean isLeading() {
        return leading;
    }

    /** Why there may be no ticks, for a readiness check; empty when all is well, here or where the leader runs. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Stops within a second or so; another instance can lead at once. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(STOP_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            try (ClockElection election = new ClockElection(client)) {
                lead(election);
            } catch (KafkaException e) {
                trouble = "cannot tick: " + e.getMessage();
                LOG.error("clock-failed why=\"{}\" mend=\"tries again\"", e.getMessage(), e);
                pause();
            } catch (RuntimeException | Error e) {
                trouble = "stopped by a fault: " + e;
                LOG.error("clock-stopped", e);
                throw e;
            } finally {
                leading = false;
            }
        }
    }

    private void lead(ClockElection election) {
        while (!stopped) {
            if (!election.waitUntilLeading(SECOND)) {
                trouble = null;
                continue;
            }
            try (Producer<byte[], byte[]> producer = producer()) {
                TickWriter writer = new TickWriter(producer, topics);
                Instant last = election.lastTick();
                leading = true;
                LOG.info(
                        "clock-leads partitions={} last_tick={}",
                        writer.partitions().size(),
                        last.equals(Instant.MIN) ? "none" : last);
                tickWhileLeading(election, writer, last);
            } finally {
                leading = false;
            }
        }
    }

    private void tickWhileLeading(ClockElection election, TickWriter writer, Instant lastTick) {
        Instant last = lastTick;
        while (!stopped) {
            Instant now = wall.instant();
            Duration toNextSecond =
                    Duration.between(now, now.truncatedTo(ChronoUnit.SECONDS).plus(SECOND));
            if (!election.stillLeading(toNextSecond)) {
                LOG.info("clock-no-longer-leads");
                return;
            }
            Instant second = wall.instant().truncatedTo(ChronoUnit.SECONDS);
            if (second.isAfter(last)) {
                writer.tick(second, second.plus(SECOND));
                last = second;
                trouble = null;
            } else if (Duration.between(second, last).compareTo(SECOND) > 0) {
                trouble = "the wall clock says " + second + ", behind the last tick, " + last + ": waiting for it";
            }
        }
        writer.flush();
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("client.id", "gridcast-clock");
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        settings.put("linger.ms", 0);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void pause() {
        try {
            Thread.sleep(SECOND.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
