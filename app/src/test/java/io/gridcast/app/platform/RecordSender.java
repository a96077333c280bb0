package io.gridcast.app.platform;

import io.gridcast.serdes.Topic;
import io.gridcast.serdes.TopicCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts records on their topics as the engine and its feeds do; all are there once it is closed. */
public final class RecordSender implements AutoCloseable {
    private final Platform platform;
    private final Producer<byte[], byte[]> producer;
    private final Map<String, TopicCodec<?>> codecs = new HashMap<>();

    /** Onto the topics of this platform. */
    public RecordSender(Platform platform) {
        this.platform = platform;
        this.producer = platform.producer("facts", 0);
    }

    /** @param at when it became known */
    @SuppressWarnings("unchecked") // codecs are kept by the topic that they were made for
    public <T> void send(Topic<T> topic, T value, Instant at) {
        TopicCodec<T> codec = (TopicCodec<T>)
                codecs.computeIfAbsent(topic.name(), name -> new TopicCodec<>(topic, platform.registry()));
        byte[] key = topic.keyOf(value).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), key, codec.encode(value)));
    }

    @Override
    public void close() {
        producer.flush();
        producer.close();
    }
}
