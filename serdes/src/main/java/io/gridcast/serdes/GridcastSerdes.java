package io.gridcast.serdes;

import io.gridcast.serdes.registry.SchemaRegistry;
import io.gridcast.serdes.registry.SchemaUse;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Serdes for the values of Gridcast's topics, for any Kafka Streams application, producer or consumer. Keys are UTF-8 text:
 * {@code Serdes.String()}. Ticks and tombstones are null both ways.
 *
 * <pre>{@code
 * Serde<Forecast> forecasts = GridcastSerdes.of(Topics.FORECASTS);
 * forecasts.configure(Map.of("schema.registry.url", "http://registry:8081"), false);
 * builder.stream("forecasts.v1", Consumed.with(Serdes.String(), forecasts))
 *         .filter((series, forecast) -> forecast != null);
 * }</pre>
 */
public final class GridcastSerdes {
    private GridcastSerdes() {}

    /**
     * A serde of one topic's records, whatever topic it is used on; {@code configure} must be called, with Confluent's
     * configuration keys, before it is used.
     */
    public static <T> Serde<T> of(Topic<T> topic) {
        return Serdes.serdeFrom(
                new GridcastSerializer<>(new TopicCodecs(Optional.of(topic))),
                new GridcastDeserializer<>(new TopicCodecs(Optional.of(topic))));
    }

    /** A serde of one topic's records that is ready for use and leaves the registry open. */
    public static <T> Serde<T> of(Topic<T> topic, SchemaRegistry registry, SchemaUse use) {
        var codecs = new TopicCodecs(topic, registry, use);
        return Serdes.serdeFrom(new GridcastSerializer<>(codecs), new GridcastDeserializer<>(codecs));
    }
}
