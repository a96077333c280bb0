package io.gridcast.app.engine;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/**
 * One Kafka Streams application of the engine, which can be scaled, restarted or replayed alone.
 *
 * @param name as in {@code forecast}; its application id is the engine's prefix and this name
 * @param isVital whether forecasts need it, so that all stop when it fails; the others go on without one that is not
 * @param isReader whether it writes to its own stores alone, where a record that comes twice changes nothing; so at least once is enough
 */
public record Application(String name, Topology topology, boolean isVital, boolean isReader) {
    /** One that writes to topics. */
    public Application(String name, Topology topology, boolean isVital) {
        this(name, topology, isVital, false);
    }

    /** The topics that it reads, internal ones among them. */
    public Set<String> reads() {
        Set<String> topics = new TreeSet<>();
        nodes().forEach(node -> {
            if (node instanceof TopologyDescription.Source source) {
                topics.addAll(source.topicSet());
            }
        });
        return topics;
    }

    /** The topics that it writes, internal ones among them. */
    public Set<String> writes() {
        Set<String> topics = new TreeSet<>();
        nodes().forEach(node -> {
            if (node instanceof TopologyDescription.Sink sink) {
                topics.add(sink.topic());
            }
        });
        return topics;
    }

    private Stream<TopologyDescription.Node> nodes() {
        return topology.describe().subtopologies().stream().flatMap(part -> part.nodes().stream());
    }

    /** Names its consumer group, its internal topics and its directory of stores. */
    public static String id(String prefix, String name) {
        return prefix + "-" + name;
    }
}
