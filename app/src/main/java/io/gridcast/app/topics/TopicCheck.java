package io.gridcast.app.topics;

import io.gridcast.serdes.Cleanup;
import io.gridcast.serdes.PartitionGroup;
import io.gridcast.serdes.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the topics of a cluster with the catalogue. */
final class TopicCheck {
    /**
     * A topic as the broker has it.
     *
     * @param partitions how many
     * @param settings its settings, by Kafka's names
     */
    record Found(int partitions, Map<String, String> settings) {}

    private static final String FOR_EVER = "-1";

    private final Map<String, Found> found;
    private final Map<PartitionGroup, Integer> expected = new EnumMap<>(PartitionGroup.class);
    private final Keep keep;

    /** @param partitions how many there must be; empty: as many in all topics of a group as in its first */
    TopicCheck(Map<String, Found> found, List<Topic<?>> catalogue, Optional<Partitions> partitions, Keep keep) {
        this.found = found;
        this.keep = keep;
        expected.put(PartitionGroup.CONTROL, 1);
        for (Topic<?> topic : catalogue) {
            Found there = found.get(topic.name());
            if (partitions.isPresent()) {
                expected.put(topic.partitions(), partitions.get().of(topic.partitions()));
            } else if (there != null) {
                expected.putIfAbsent(topic.partitions(), there.partitions());
            }
        }
    }

    List<TopicProblem> problems(Topic<?> topic) {
        Found there = found.get(topic.name());
        if (there == null) {
            return List.of(new TopicProblem(topic.name(), "is missing", "run `gridcast topics create`"));
        }
        List<TopicProblem> problems = new ArrayList<>();
        checkPartitions(topic, there, problems);
        checkCleanup(topic, there, problems);
        checkRetention(topic, there, problems);
        return problems;
    }

    private void checkPartitions(Topic<?> topic, Found there, List<TopicProblem> problems) {
        int wanted = expected.getOrDefault(topic.partitions(), there.partitions());
        if (there.partitions() != wanted) {
            String reason = topic.partitions() == PartitionGroup.CONTROL
                    ? ", as every control topic must"
                    : ", like all topics of the group " + topic.partitions();
            problems.add(new TopicProblem(
                    topic.name(),
                    "has " + there.partitions() + (there.partitions() == 1 ? " partition" : " partitions")
                            + ", should have " + wanted + reason,
                    "adding partitions would part records of one key: delete the topic and run `gridcast topics create"
                            + " --partitions N` again, or give the number that is there"));
        }
    }

    private static void checkCleanup(Topic<?> topic, Found there, List<TopicProblem> problems) {
        String policy = there.settings().getOrDefault("cleanup.policy", "delete");
        if (!policy.equals(topic.cleanup().policy())) {
            problems.add(new TopicProblem(
                    topic.name(),
                    "has cleanup.policy=" + policy + ", should have "
                            + topic.cleanup().policy(),
                    alter(topic, "cleanup.policy=" + topic.cleanup().policy())));
        }
    }

    private void checkRetention(Topic<?> topic, Found there, List<TopicProblem> problems) {
        boolean forEver = keep == Keep.EVERYTHING || topic.retention().equals(Topic.FOR_EVER);
        String retention = there.settings().getOrDefault("retention.ms", FOR_EVER);
        if (topic.cleanup() == Cleanup.DELETE && forEver && !retention.equals(FOR_EVER)) {
            problems.add(new TopicProblem(
                    topic.name(),
                    "has retention.ms=" + retention + " and would lose records that must be kept for ever",
                    alter(topic, "retention.ms=" + FOR_EVER)));
        }
    }

    private static String alter(Topic<?> topic, String setting) {
        return "kafka-configs.sh --alter --entity-type topics --entity-name " + topic.name() + " --add-config "
                + setting;
    }
}
