package io.gridcast.topology.flow;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * A record's key on its way through a topology, with where it goes.
 *
 * @param key the key's bytes; null for a tick
 * @param destination topic or repartition that it is meant for; empty on records just read
 * @param partition a partition of the destination, or {@link #BY_KEY}, or {@link #EVERY_PARTITION}
 */
public record Route(byte @Nullable [] key, String destination, int partition) {
    /** The partition follows from the key by murmur2, as Kafka's own producers have it. */
    public static final int BY_KEY = -1;

    /** A copy goes to every partition. */
    public static final int EVERY_PARTITION = -2;

    /** Destination of records just read: that of no step yet. */
    public static final String NOWHERE = "";

    /** Reads and writes the key alone. */
    public static final Serde<Route> SERDE = Serdes.serdeFrom(
            (topic, route) -> route == null ? null : route.key(), (topic, key) -> new Route(key, NOWHERE, BY_KEY));

    /** Sends a record where its route says. */
    public static final StreamPartitioner<Route, byte[]> PARTITIONER =
            (topic, route, value, partitions) -> switch (route.partition()) {
                case BY_KEY -> Optional.empty();
                case EVERY_PARTITION ->
                    Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
                default -> Optional.of(Set.of(route.partition()));
            };

    /** To the partition of a textual key. */
    public static Route byKey(String destination, String key) {
        return new Route(key.getBytes(StandardCharsets.UTF_8), destination, BY_KEY);
    }

    /** Whether it is meant for {@code name}. */
    public boolean leadsTo(String name) {
        return destination.equals(name);
    }
}
