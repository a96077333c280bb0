package io.gridcast.topology.time;

import io.gridcast.serdes.Ticks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * From whom the tasks of one step must have heard before time moves.
 *
 * <p>An origin is whoever appends ticks to a topic: the clock, a task upstream under its own name such as {@code sum-series-3}, or a
 * partition that is broadcast, such as {@code market.prices.v1#0}. Records belong to the origin in their header {@value
 * #ORIGIN}, or else to the first origin of their topic.
 */
public final class Origins {
    /** Header of a record: the name of its origin, UTF-8. */
    public static final String ORIGIN = "gridcast.origin";

    private static final String REPARTITION_SUFFIX = "-repartition";

    private final Map<String, IntFunction<List<String>>> byTopic = new LinkedHashMap<>();
    private final List<String> onRepartitions = new ArrayList<>();

    /** Adds a topic that the clock ticks. */
    public Origins clock(String topic) {
        return tasks(topic, partition -> List.of(Ticks.CLOCK));
    }

    /** Adds a topic that tasks upstream write to; {@code names} gives their names, by the partition that is read. */
    public Origins tasks(String topic, IntFunction<List<String>> names) {
        byTopic.put(topic, names);
        return this;
    }

    /** Adds a repartition that every task of a step writes to. */
    public Origins step(String step, int tasks) {
        IntStream.range(0, tasks).forEach(task -> onRepartitions.add(TimedStep.origin(step, task)));
        return this;
    }

    /** Adds a repartition that all partitions of a topic are {@link Broadcast} to. */
    public Origins broadcast(String topic, int partitions) {
        IntStream.range(0, partitions).forEach(partition -> onRepartitions.add(ofPartition(topic, partition)));
        return this;
    }

    /** All origins that the task of {@code partition} waits for. */
    List<String> expectedBy(int partition) {
        List<String> all = new ArrayList<>(onRepartitions);
        byTopic.forEach((topic, names) -> names.apply(partition).forEach(name -> all.add(of(topic, name))));
        return all;
    }

    /**
     * The origin that a record belongs to. What it names counts on repartitions, and on topics that the named one ticks; on a topic
     * that the clock ticks, such as {@code models.readiness.v1}, it is a task's output like anybody's record.
     */
    String originOf(String topic, int partition, @Nullable String named) {
        if (named == null) {
            return defaultOrigin(topic, partition);
        }
        IntFunction<List<String>> names = byTopic.get(topic);
        return names == null || names.apply(partition).contains(named)
                ? of(topic, named)
                : defaultOrigin(topic, partition);
    }

    /** The origin of records of {@code topic} that do not name one. */
    String defaultOrigin(String topic, int partition) {
        IntFunction<List<String>> names = byTopic.get(topic);
        if (names == null) {
            throw new IllegalStateException(
                    "a record of " + topic + " names no origin, and none is declared for that topic");
        }
        return of(topic, names.apply(partition).get(0));
    }

    /** Tells apart what one name appends to several topics; names on repartitions are unique as they are. */
    static String of(String topic, String name) {
        return topic.endsWith(REPARTITION_SUFFIX) ? name : name + " of " + topic;
    }

    /** Name under which a partition of a topic is broadcast. */
    static String ofPartition(String topic, int partition) {
        return topic + "#" + partition;
    }

    /** Topic whose partition is broadcast under {@code origin}; null where it is no such name. */
    static @Nullable String topicOf(String origin) {
        int hash = origin.lastIndexOf('#');
        return hash < 0 ? null : origin.substring(0, hash);
    }
}
