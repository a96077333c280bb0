package io.gridcast.app.clock;

import io.gridcast.app.cluster.TopicReader;
import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The engine's time as one sees it from outside: in a replay it is not that of the wall. */
public final class LastTick {
    private static final TopicPartition TICKED = new TopicPartition(Topics.MODELS_COMMANDS.name(), 0);
    private static final int LOOK_BACK = 1_000;
    private static final long NONE = Long.MIN_VALUE;

    private LastTick() {}

    /** The newest tick of the clock; the wall's time where there is none. */
    public static Instant read(Map<String, Object> client) {
        return find(client).orElseGet(Instant::now);
    }

    /** The newest tick of the clock; empty where there is none. */
    public static Optional<Instant> find(Map<String, Object> client) {
        AtomicLong newestMs = new AtomicLong(NONE);
        TopicReader.read(client, TICKED, Math.max(0, end(client) - LOOK_BACK), record -> {
            if (Ticks.isTick(record.headers())) {
                newestMs.set(record.timestamp());
            }
            return true;
        });
        return newestMs.get() == NONE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newestMs.get()));
    }

    private static long end(Map<String, Object> client) {
        try (var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(List.of(TICKED)).getOrDefault(TICKED, 0L);
        }
    }
}
