package io.gridcast.app.topics;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.topics.TopicCheck.Found;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes and checks the topics of the catalogue on a cluster. It never changes or deletes a topic that is there: one that is
 * wrong may hold somebody's data.
 */
public final class TopicSetup {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);

    private final KafkaCluster cluster;
    private final Admin admin;
    private final Keep keep;

    /** @param admin a client of the cluster; stays the caller's */
    public TopicSetup(KafkaCluster cluster, Admin admin, Keep keep) {
        this.cluster = cluster;
        this.admin = admin;
        this.keep = keep;
    }

    /**
     * Makes the topics that are missing, all or none, and waits until every one can be used.
     *
     * @param partitions of the new ones; those that are there must have as many
     * @param replicationFactor copies of each partition; empty for the broker's default
     * @return the names of those that were made
     * @throws ExplainedException if a topic that is there is not as the catalogue says; then none is made
     */
    public List<String> create(Partitions partitions, Optional<Short> replicationFactor) {
        Map<String, Found> found = found();
        List<Topic<?>> there = Topics.all().stream()
                .filter(topic -> found.containsKey(topic.name()))
                .toList();
        requireNone(problems(found, there, Optional.of(partitions)));
        List<NewTopic> missing = Topics.all().stream()
                .filter(topic -> !found.containsKey(topic.name()))
                .map(topic -> new NewTopic(
                                topic.name(), Optional.of(partitions.of(topic.partitions())), replicationFactor)
                        .configs(settings(topic)))
                .toList();
        if (!missing.isEmpty()) {
            cluster.ask(admin.createTopics(missing, new CreateTopicsOptions().validateOnly(true))
                    .all());
            cluster.ask(admin.createTopics(missing).all());
            awaitUsable(missing.stream().map(NewTopic::name).collect(Collectors.toSet()));
        }
        return missing.stream().map(NewTopic::name).toList();
    }

    /**
     * Where the cluster differs from the catalogue; empty when nowhere.
     *
     * @param partitions how many there must be; empty: equally many within each group
     */
    public List<TopicProblem> check(Optional<Partitions> partitions) {
        return problems(found(), Topics.all(), partitions);
    }

    /**
     * What every start does: goes on only when the cluster is as the catalogue says.
     *
     * @throws ExplainedException with all problems at once
     */
    public void requireRight(Optional<Partitions> partitions) {
        requireNone(check(partitions));
    }

    private void requireNone(List<TopicProblem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        throw new ExplainedException(
                problems.stream().map(TopicProblem::toString).collect(Collectors.joining(", ")),
                "records would be lost, or joined with those of another key, on topics that are not as the catalogue says",
                problems.stream().map(TopicProblem::mend).distinct().collect(Collectors.joining("; ")));
    }

    private List<TopicProblem> problems(
            Map<String, Found> found, List<Topic<?>> topics, Optional<Partitions> partitions) {
        TopicCheck check = new TopicCheck(found, topics, partitions, keep);
        return topics.stream().flatMap(topic -> check.problems(topic).stream()).toList();
    }

    private Map<String, String> settings(Topic<?> topic) {
        Map<String, String> settings = new HashMap<>(topic.settings());
        if (keep == Keep.EVERYTHING) {
            settings.put("retention.ms", "-1");
            settings.put("message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
        }
        return settings;
    }

    private Map<String, Found> found() {
        Set<String> there = new HashSet<>(cluster.ask(admin.listTopics().names()));
        there.retainAll(Topics.all().stream().map(Topic::name).toList());
        Map<String, TopicDescription> described =
                cluster.ask(admin.describeTopics(there).allTopicNames());
        List<ConfigResource> resources = there.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Found> found = new HashMap<>();
        cluster.ask(admin.describeConfigs(resources).all())
                .forEach((resource, config) -> found.put(
                        resource.name(), new Found(partitionsOf(described, resource.name()), settingsOf(config))));
        return found;
    }

    private static int partitionsOf(Map<String, TopicDescription> described, String name) {
        TopicDescription description = described.get(name);
        return description == null ? 0 : description.partitions().size();
    }

    private static Map<String, String> settingsOf(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    /** A topic is made before every broker knows it: a client that comes at once would be told that it does not exist. */
    private void awaitUsable(Set<String> names) {
        long giveUpNs = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (true) {
            try {
                boolean led = cluster.ask(admin.describeTopics(names).allTopicNames()).values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition -> partition.leader() != null);
                if (led) {
                    return;
                }
            } catch (UnknownTopicOrPartitionException e) {
                // Not known everywhere yet.
            }
            if (System.nanoTime() > giveUpNs) {
                throw new KafkaException("the new topics have no leaders after " + VISIBLE_WITHIN + ": " + names);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
