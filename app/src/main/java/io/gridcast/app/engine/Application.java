package io.gridcast.app.engine;

import org.apache.kafka.streams.Topology;

/**
 * One Kafka Streams application of the engine, which can be scaled, restarted or replayed alone.
 *
 * @param name as in {@code forecast}; its application id is the engine's prefix and this name
 * @param isVital whether forecasts need it, so that all stop when it fails; the others go on without one that is not
 */
public record Application(String name, Topology topology, boolean isVital) {
    /** Names its consumer group, its internal topics and its directory of stores. */
    public static String id(String prefix, String name) {
        return prefix + "-" + name;
    }
}
