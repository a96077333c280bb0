package io.gridcast.app.live;

import io.gridcast.app.clock.TickWriter;
import io.gridcast.app.feed.FactPublisher;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.simulator.SimulatedCountry;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.Series;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what the simulated country tells, and ticks its time, which may run faster than ours. The past goes out at once, as load
 * of series; the present as readings of meters.
 */
public final class SimulatedPresent implements AutoCloseable {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long TICK_EVERY_MS = 250;
    private static final int LINGER_MS = 5;

    private final SimulatedCountry country;
    private final Instant start;
    private final double speed;
    private final Producer<byte[], byte[]> producer;
    private final FactPublisher publisher;
    private final TickWriter ticks;
    private final Thread thread;
    private volatile Instant now;
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException failure;

    /**
     * @param platform with all topics
     * @param start where the past ends and the present begins
     * @param speed times real time
     */
    public SimulatedPresent(Platform platform, SimulatedCountry country, Instant start, double speed) {
        this.country = country;
        this.start = start;
        this.speed = speed;
        this.now = start;
        producer = platform.producer("gridcast-simulation", LINGER_MS);
        publisher = new FactPublisher(producer, platform.registry());
        ticks = new TickWriter(
                producer, Topics.ticked().stream().map(Topic::name).toList());
        thread = new Thread(this::run, "simulated-present");
        thread.setDaemon(true);
    }

    /** Publishes series, meters and everything that became known from {@code from} on, up to the start of the present. */
    public long publishPast(Instant from) {
        long published = 0;
        for (Series series : country.series()) {
            publisher.publish(new TimedEvent(from, series));
            published++;
        }
        for (MeterAssignment assignment : country.assignments()) {
            publisher.publish(new TimedEvent(from, assignment));
            published++;
        }
        for (Iterator<TimedEvent> past = country.history(from, start); past.hasNext(); published++) {
            publisher.publish(past.next());
        }
        publisher.flush();
        ticks.tick(start.minus(SECOND), start);
        return published;
    }

    /** Lets time run. */
    public void start() {
        thread.start();
    }

    /** The country's time. */
    public Instant now() {
        return now;
    }

    /** Fails if publishing has failed. */
    public void requireNoFailure() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }

    private void run() {
        long startNs = System.nanoTime();
        try {
            while (!stopped) {
                long simulatedNs = (long) ((System.nanoTime() - startNs) * speed);
                Instant next = start.plusNanos(simulatedNs).truncatedTo(ChronoUnit.SECONDS);
                if (next.isAfter(now)) {
                    moveTo(next);
                }
                Thread.sleep(TICK_EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void moveTo(Instant next) {
        for (Iterator<TimedEvent> events = country.live(now, next); events.hasNext(); ) {
            publisher.publish(events.next());
        }
        ticks.tick(next, next.plus(SECOND));
        now = next;
    }
}
