package io.gridcast.serdes;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes domain records to the topics of the catalogue, for {@code value.serializer} of any producer. It takes the topic's schema
 * by the topic's name, and Confluent's configuration keys. Null stays null. Thread-safe once configured.
 *
 * @param <T> the domain record; {@code Object} where a producer writes several topics
 */
public final class GridcastSerializer<T> implements Serializer<T> {
    private final TopicCodecs codecs;

    /** For configuration by class name. */
    public GridcastSerializer() {
        this(new TopicCodecs(Optional.empty()));
    }

    GridcastSerializer(TopicCodecs codecs) {
        this.codecs = codecs;
    }

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        codecs.configure(configuration, isKey);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        @SuppressWarnings("unchecked") // A record of another topic is caught below.
        var codec = (TopicCodec<T>) codecs.codec(topic);
        try {
            return codec.encode(record);
        } catch (ClassCastException e) {
            throw new SerializationException(
                    record.getClass().getSimpleName() + " is not what topic " + topic + " carries", e);
        }
    }

    @Override
    public void close() {
        codecs.close();
    }
}
