package io.gridcast.serdes;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads domain records from the topics of the catalogue, for {@code value.deserializer} of any consumer. It takes the topic's
 * schema by the topic's name, and Confluent's configuration keys. A tick is null: skip it. Thread-safe once configured.
 *
 * @param <T> the domain record; {@code Object} where a consumer reads several topics
 */
public final class GridcastDeserializer<T> implements Deserializer<T> {
    private final TopicCodecs codecs;

    /** For configuration by class name. */
    public GridcastDeserializer() {
        this(new TopicCodecs(Optional.empty()));
    }

    GridcastDeserializer(TopicCodecs codecs) {
        this.codecs = codecs;
    }

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        codecs.configure(configuration, isKey);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        @SuppressWarnings("unchecked") // The caller says what the topic carries.
        var codec = (TopicCodec<T>) codecs.codec(topic);
        return codec.decode(value);
    }

    @Override
    public void close() {
        codecs.close();
    }
}
