package io.gridcast.app.clock;

import io.gridcast.serdes.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Chooses the one clock of a cluster: the member of the consumer group {@value #GROUP} that holds the single partition
 * of {@value #TOPIC}. That partition also tells a new leader the last tick of the one before.
 *
 * <p>For one thread.
 */
final class ClockElection implements AutoCloseable {
    /** The consumer group whose one member leads the clock. */
    static final String GROUP = "gridcast-clock";

    static final String TOPIC = "models.commands.v1";

    private static final int SESSION_TIMEOUT_MS = 6_000;
    private static final long LOOK_BACK_RECORDS = 1_000;
    private static final Duration FIND_WITHIN = Duration.ofSeconds(30);
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private boolean holds;
    private long polledNs = System.nanoTime();

    ClockElection(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("client.id", GROUP);
        settings.put("group.id", GROUP);
        settings.put("group.protocol", "classic");
        settings.put("session.timeout.ms", SESSION_TIMEOUT_MS);
        settings.put("heartbeat.interval.ms", SESSION_TIMEOUT_MS / 4);
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "latest");
        settings.put("allow.auto.create.topics", false);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(TOPIC), new Listener());
    }

    /** Waits at most this long to be chosen, and says whether this instance is. */
    boolean waitUntilLeading(Duration wait) {
        poll(wait);
        return holds;
    }

    /**
     * Stays in the group for this long and says whether this instance still leads. After a stall longer than the
     * session, in which another may have taken over unseen, the answer is no: take part again first.
     */
    boolean stillLeading(Duration wait) {
        boolean stalled = (System.nanoTime() - polledNs) / 1_000_000 > SESSION_TIMEOUT_MS;
        poll(wait);
        return holds && !stalled;
    }

    /** The latest tick on the partition; {@link Instant#MIN} if there was none lately. */
    Instant lastTick() {
        long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
        long begin = consumer.beginningOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
        consumer.resume(List.of(PARTITION));
        consumer.seek(PARTITION, Math.max(begin, end - LOOK_BACK_RECORDS));
        long giveUpNs = System.nanoTime() + FIND_WITHIN.toNanos();
        long latestMs = Long.MIN_VALUE;
        while (holds && consumer.position(PARTITION) < end) {
            if (System.nanoTime() > giveUpNs) {
                throw new TimeoutException("could not read " + TOPIC + " up to " + end + " within " + FIND_WITHIN);
            }
            for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(100))) {
                if (Ticks.isTick(entry.headers())) {
                    latestMs = Math.max(latestMs, entry.timestamp());
                }
            }
        }
        if (holds) {
            consumer.pause(List.of(PARTITION));
        }
        polledNs = System.nanoTime();
        return latestMs == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochMilli(latestMs);
    }

    /** Leaves the group, so that another can lead at once. */
    @Override
    public void close() {
        consumer.close();
    }

    private void poll(Duration wait) {
        long untilNs = System.nanoTime() + wait.toNanos();
        do {
            consumer.poll(Duration.ofNanos(Math.max(1_000_000, untilNs - System.nanoTime())));
        } while (System.nanoTime() < untilNs);
        polledNs = System.nanoTime();
    }

    private final class Listener implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.contains(PARTITION)) {
                holds = true;
                consumer.pause(List.of(PARTITION));
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            holds = false;
        }
    }
}
