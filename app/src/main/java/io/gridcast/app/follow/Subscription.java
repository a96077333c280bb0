package io.gridcast.app.follow;

import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.avro.MalformedRecordException;
import io.gridcast.serdes.registry.RegistryUnavailableException;
import io.gridcast.serdes.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which topics are read, and who gets what is on them. Set up by one thread, then used by the one that reads. */
public final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final long REGISTRY_PATIENCE_MS = 500;

    private final SchemaRegistry registry;
    private final Map<String, Reader> readers = new LinkedHashMap<>();

    /** Values are decoded by the schemas of this registry. */
    public Subscription(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** Gets the values of a topic. */
    @FunctionalInterface
    public interface ValueListener<T> {
        /** @param at the record's timestamp */
        void value(T value, Instant at);
    }

    /** Gets the raw records of a topic, ticks left out. */
    @FunctionalInterface
    public interface RawListener {
        /** A record as it lies on the topic. */
        void record(ConsumerRecord<byte[], byte[]> record);
    }

    /** Gets the ticks of a topic. */
    @FunctionalInterface
    public interface TickListener {
        /** @param origin who appended it */
        void tick(int partition, String origin, Instant time);
    }

    /** Reads the values of a topic; a value that cannot be decoded is left out and logged. */
    public <T> Subscription values(Topic<T> topic, ValueListener<T> listener) {
        TopicCodec<T> codec = new TopicCodec<>(topic, registry);
        return raw(topic, record -> {
            if (record.value() != null) {
                decode(codec, record, listener);
            }
        });
    }

    /** As {@link #values}, but only the values of one key; others are not even decoded. */
    public <T> Subscription valuesOf(Topic<T> topic, String key, ValueListener<T> listener) {
        TopicCodec<T> codec = new TopicCodec<>(topic, registry);
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        return raw(topic, record -> {
            if (record.value() != null && Arrays.equals(wanted, record.key())) {
                decode(codec, record, listener);
            }
        });
    }

    /** Reads the records of a topic as they are, ticks left out. */
    public Subscription raw(Topic<?> topic, RawListener listener) {
        reader(topic).records = listener;
        return this;
    }

    /** Begins near the end of a topic, at the last {@code records} of each partition, instead of at its beginning. */
    public Subscription newest(Topic<?> topic, int records) {
        reader(topic).newest = records;
        return this;
    }

    /** Begins at the first record of each partition that is as new as {@code from}, instead of at its beginning. */
    public Subscription since(Topic<?> topic, Instant from) {
        reader(topic).since = from;
        return this;
    }

    /** Reads the ticks of a topic. */
    public Subscription ticks(Topic<?> topic, TickListener listener) {
        reader(topic).ticks = listener;
        return this;
    }

    List<String> topics() {
        return List.copyOf(readers.keySet());
    }

    /** How many of the last records of a topic's partitions are read; {@link Integer#MAX_VALUE} for all. */
    int newest(String topic) {
        Reader reader = readers.get(topic);
        return reader == null ? Integer.MAX_VALUE : reader.newest;
    }

    /** The timestamp from which a topic is read. */
    Instant since(String topic) {
        Reader reader = readers.get(topic);
        return reader == null ? Instant.MIN : reader.since;
    }

    void dispatch(ConsumerRecord<byte[], byte[]> record) {
        Reader reader = readers.get(record.topic());
        if (reader == null) {
            return;
        }
        if (Ticks.isTick(record.headers())) {
            reader.ticks.tick(
                    record.partition(), Ticks.origin(record.headers()), Instant.ofEpochMilli(record.timestamp()));
        } else {
            reader.records.record(record);
        }
    }

    private Reader reader(Topic<?> topic) {
        return readers.computeIfAbsent(topic.name(), name -> new Reader());
    }

    private static <T> void decode(
            TopicCodec<T> codec, ConsumerRecord<byte[], byte[]> record, ValueListener<T> listener) {
        while (true) {
            T value;
            try {
                value = codec.decode(record.value());
            } catch (MalformedRecordException e) {
                LOG.warn(
                        "record-unreadable topic={} partition={} offset={} cause=\"{}\"",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        e.getMessage());
                return;
            } catch (RegistryUnavailableException e) {
                waitForRegistry(e);
                continue;
            }
            listener.value(value, Instant.ofEpochMilli(record.timestamp()));
            return;
        }
    }

    private static void waitForRegistry(RegistryUnavailableException unavailable) {
        LOG.warn("reader-waits cause=\"{}\"", unavailable.what());
        try {
            Thread.sleep(REGISTRY_PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable;
        }
    }

    private static final class Reader {
        private int newest = Integer.MAX_VALUE;
        private Instant since = Instant.MIN;
        private RawListener records = record -> {};
        private TickListener ticks = (partition, origin, time) -> {};
    }
}
