package io.gridcast.app.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what one partition holds now, from an offset to the end, without a consumer group. */
public final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(100);

    private TopicReader() {}

    /**
     * Reads committed records in order.
     *
     * @param fromOffset where to start; what is gone by retention is left out
     * @param each takes a record, and says whether to go on
     * @throws TimeoutException if the broker does not say where the partition begins and ends
     */
    public static void read(
            Map<String, Object> client,
            TopicPartition from,
            long fromOffset,
            Predicate<ConsumerRecord<byte[], byte[]>> each) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partition = List.of(from);
            consumer.assign(partition);
            long begin = consumer.beginningOffsets(partition).getOrDefault(from, 0L);
            consumer.seek(from, Math.max(begin, fromOffset));
            WrittenEnd end = WrittenEnd.of(client, partition);
            while (!end.isReachedBy(consumer)) {
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                    if (end.isBefore(from, entry.offset()) || !each.test(entry)) {
                        return;
                    }
                }
            }
        }
    }
}
