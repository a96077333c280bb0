package io.gridcast.topology.flow;

import io.gridcast.serdes.Topic;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;

/** Encoders and decoders of all topics, on one registry. Thread-safe. */
public final class Codecs {
    private final Map<String, TopicCodec<?>> byTopic = new HashMap<>();

    /** Codecs of the whole catalogue; the registry is asked at first use. */
    public Codecs(SchemaRegistry registry) {
        for (Topic<?> topic : Topics.all()) {
            byTopic.put(topic.name(), new TopicCodec<>(topic, registry));
        }
    }

    /** A value in the wire format. */
    public <T> byte[] encode(Topic<T> topic, T value) {
        return codec(topic).encode(value);
    }

    /** The value of a record. */
    public <T> T decode(Topic<T> topic, byte[] value) {
        return codec(topic).decode(value);
    }

    /** The codec of one topic, for hot paths to keep. */
    @SuppressWarnings("unchecked") // the map is filled from the catalogue, each codec under its own topic
    public <T> TopicCodec<T> codec(Topic<T> topic) {
        TopicCodec<?> codec = byTopic.get(topic.name());
        if (codec == null) {
            throw new IllegalStateException(topic.name() + " is not in the catalogue");
        }
        return (TopicCodec<T>) codec;
    }
}
