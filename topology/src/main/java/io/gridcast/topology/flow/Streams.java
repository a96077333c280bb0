package io.gridcast.topology.flow;

import io.gridcast.serdes.Topic;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/** The reads, writes and repartitions of all topologies: raw bytes, named nodes. */
public final class Streams {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private Streams() {}

    /** Reads a topic; the node is {@code read-<topic>}. */
    public static KStream<Route, byte[]> read(StreamsBuilder builder, Topic<?> topic) {
        return builder.stream(topic.name(), Consumed.with(Route.SERDE, BYTES).withName("read-" + topic.name()));
    }

    /** Reads several topics into one stream. */
    public static KStream<Route, byte[]> read(StreamsBuilder builder, List<Topic<?>> topics) {
        KStream<Route, byte[]> all = read(builder, topics.get(0));
        for (Topic<?> topic : topics.subList(1, topics.size())) {
            all = all.merge(read(builder, topic), Named.as("with-" + topic.name()));
        }
        return all;
    }

    /** Reads several topics into one stream for one of several steps that read some of them. */
    public static KStream<Route, byte[]> read(StreamsBuilder builder, List<Topic<?>> topics, String step) {
        KStream<Route, byte[]> all = read(builder, topics.get(0));
        for (Topic<?> topic : topics.subList(1, topics.size())) {
            all = all.merge(read(builder, topic), Named.as("with-" + topic.name() + "-for-" + step));
        }
        return all;
    }

    /** Writes the records that lead to a topic; the nodes are {@code to-<topic>} and {@code write-<topic>}. */
    public static void write(KStream<Route, byte[]> made, Topic<?> topic) {
        leadingTo(made, topic.name())
                .to(
                        topic.name(),
                        Produced.with(Route.SERDE, BYTES)
                                .withStreamPartitioner(Route.PARTITIONER)
                                .withName("write-" + topic.name()));
    }

    /** Writes to several topics. */
    public static void write(KStream<Route, byte[]> made, Collection<Topic<?>> topics) {
        topics.forEach(topic -> write(made, topic));
    }

    /** Writes to a topic that several steps write to; the nodes are {@code to-<topic>-from-<step>} and so on. */
    public static void write(KStream<Route, byte[]> made, Topic<?> topic, String step) {
        made.filter((route, value) -> route.leadsTo(topic.name()), Named.as("to-" + topic.name() + "-from-" + step))
                .to(
                        topic.name(),
                        Produced.with(Route.SERDE, BYTES)
                                .withStreamPartitioner(Route.PARTITIONER)
                                .withName("write-" + topic.name() + "-from-" + step));
    }

    /** Sends the records that lead to a repartition through it. */
    public static KStream<Route, byte[]> repartition(KStream<Route, byte[]> made, String name, int partitions) {
        return leadingTo(made, name)
                .repartition(Repartitioned.with(Route.SERDE, BYTES)
                        .withName(name)
                        .withNumberOfPartitions(partitions)
                        .withStreamPartitioner(Route.PARTITIONER));
    }

    private static KStream<Route, byte[]> leadingTo(KStream<Route, byte[]> made, String name) {
        return made.filter((route, value) -> route.leadsTo(name), Named.as("to-" + name));
    }
}
