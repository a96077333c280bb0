package io.gridcast.serdes;

import io.gridcast.serdes.codec.Codec;
import io.gridcast.serdes.registry.SchemaRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * One topic of the catalogue.
 *
 * @param name as the broker knows it
 * @param codec of its values
 * @param key the record's key for a value, UTF-8 on the topic
 * @param partitions which topics it shares its number of partitions with
 * @param cleanup how the broker makes room
 * @param retention how long records stay; {@link #FOR_EVER} for all time. Without effect on a compacted topic
 * @param isTicked whether the clock appends its ticks to it, so that a consumer must skip records with the tick header
 * @param isRaw whether values are bytes of any origin, without schema and schema id
 * @param <T> the domain record
 */
public record Topic<T>(
        String name,
        Codec<T> codec,
        Function<T, String> key,
        PartitionGroup partitions,
        Cleanup cleanup,
        Duration retention,
        boolean isTicked,
        boolean isRaw) {
    /** Records never go by age; {@code retention.ms=-1}. */
    public static final Duration FOR_EVER = Duration.ofMillis(-1);

    /** The registry's name for the schemas of its values. */
    public String subject() {
        return SchemaRegistry.valueSubject(name);
    }

    /** The key of a record with this value. */
    public String keyOf(T value) {
        return key.apply(value);
    }

    /** The broker's settings of the topic, by Kafka's names. */
    public Map<String, String> settings() {
        return Map.of("cleanup.policy", cleanup.policy(), "retention.ms", Long.toString(retention.toMillis()));
    }

    @Override
    public String toString() {
        return name;
    }
}
