package io.gridcast.app.clock;

import io.gridcast.core.check.Checks;
import io.gridcast.serdes.Ticks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Appends the clock's ticks to every partition of the input topics.
 *
 * <p>A record is known at the first tick behind it in its partition, so whoever writes both must send both through the
 * same idempotent producer: then a record sent before {@link #tick} lies before that tick, without a flush between them.
 *
 * <p>Not thread-safe.
 */
public final class TickWriter {
    private final Producer<byte[], byte[]> producer;
    private final List<TopicPartition> partitions;
    private @Nullable Instant last;
    private volatile @Nullable Exception failure;

    /**
     * @param producer idempotent; stays the caller's, who closes it
     * @param topics all topics that the clock ticks ({@code Topics.ticked()}); they must exist
     */
    public TickWriter(Producer<byte[], byte[]> producer, Collection<String> topics) {
        this.producer = producer;
        this.partitions = new ArrayList<>();
        for (String topic : topics) {
            for (PartitionInfo info : producer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
        }
    }

    /**
     * Sends one tick to every partition; returns before the broker has them all.
     *
     * @param time the tick's time, later than that of the tick before
     * @param next the earliest time that the next tick can have, later than {@code time}
     * @throws KafkaException if the broker refused a tick that was sent before
     */
    public void tick(Instant time, Instant next) {
        Instant before = last;
        Checks.require(
                before == null || time.isAfter(before),
                "tick " + time + " does not come after the last one, " + before);
        Checks.require(next.isAfter(time), "the next tick, " + next + ", does not come after this one, " + time);
        throwIfFailed();
        Headers headers = Ticks.clockHeaders(next.toEpochMilli());
        for (TopicPartition to : partitions) {
            producer.send(
                    new ProducerRecord<>(to.topic(), to.partition(), time.toEpochMilli(), null, null, headers),
                    (metadata, e) -> {
                        if (e != null) {
                            failure = e;
                        }
                    });
        }
        last = time;
    }

    /** Waits until the broker has all ticks, and all else that was sent through the producer. */
    public void flush() {
        producer.flush();
        throwIfFailed();
    }

    /** The partitions that get each tick. */
    public List<TopicPartition> partitions() {
        return List.copyOf(partitions);
    }

    private void throwIfFailed() {
        Exception e = failure;
        if (e != null) {
            throw new KafkaException("a tick was not written, so time would stand still in its partition", e);
        }
    }
}
