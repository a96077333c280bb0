package io.gridcast.app.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of what had been written to partitions at one moment. Where a transaction is open, what is committed ends before it, and a
 * record written by somebody else behind it would not be seen; so a reader goes on to this end, which it reaches when the transaction
 * is over.
 */
public final class WrittenEnd {
    private static final Logger LOG = LoggerFactory.getLogger(WrittenEnd.class);

    /** An engine commits many times a second; a writer that was killed is waited for until it is plain that it was. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Map<TopicPartition, Long> end;
    private final Map<TopicPartition, Long> position = new HashMap<>();
    private long giveUpNs = System.nanoTime() + PATIENCE.toNanos();

    private WrittenEnd(Map<TopicPartition, Long> end) {
        this.end = end;
    }

    /** The end of these partitions now. */
    public static WrittenEnd of(Map<String, Object> client, Collection<TopicPartition> partitions) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_uncommitted");
        settings.put("allow.auto.create.topics", false);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions); // or it warns that what it is asked is none of its business
            return new WrittenEnd(consumer.endOffsets(partitions));
        }
    }

    /** Whether a record was written after that moment. */
    public boolean isBefore(TopicPartition partition, long offset) {
        return offset >= end.getOrDefault(partition, 0L);
    }

    /** Whether the consumer has seen all of it, or waited long enough for a transaction that does not end. */
    public boolean isReachedBy(Consumer<?, ?> consumer) {
        boolean isReached = true;
        boolean hasMoved = false;
        for (Map.Entry<TopicPartition, Long> one : end.entrySet()) {
            long now = consumer.position(one.getKey());
            Long before = position.put(one.getKey(), now);
            hasMoved |= before == null || before != now;
            isReached &= now >= one.getValue();
        }
        if (isReached) {
            return true;
        }
        if (hasMoved) {
            giveUpNs = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() > giveUpNs) {
            LOG.warn("transaction-open written={} read={} taken=\"what is committed\"", end, position);
            return true;
        }
        return false;
    }
}
