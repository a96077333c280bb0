package io.gridcast.app.platform;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.app.topics.TopicSetup;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.serdes.SchemaCheck;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka and a schema registry to work on.
 *
 * @param description for people, such as {@code embedded broker 127.0.0.1:9092}
 * @param parts what has to be stopped with it, last one first; empty for a cluster of the user's own
 */
public record Platform(KafkaCluster cluster, SchemaRegistry registry, String description, List<AutoCloseable> parts)
        implements AutoCloseable {
    private static final int BATCH_BYTES = 262_144;
    private static final int BUFFER_BYTES = 64 << 20;

    public Platform {
        parts = List.copyOf(parts);
    }

    /**
     * Registers the schemas and makes the topics that are missing; checks those that are there.
     *
     * @throws ExplainedException if schemas or topics that are there do not suit; then none is made of the one that does not
     */
    public void createTopics(Partitions partitions, Keep keep) {
        requireSchemas();
        try (Admin admin = cluster.admin()) {
            new TopicSetup(cluster, admin, keep).create(partitions, Optional.empty());
        }
    }

    /**
     * Checks the topics and counts their partitions.
     *
     * @throws io.gridcast.core.check.ExplainedException with everything that is wrong with them
     */
    public Partitions requireTopics() {
        try (Admin admin = cluster.admin()) {
            new TopicSetup(cluster, admin, Keep.AS_CATALOGUED).requireRight(Optional.empty());
            return new Partitions(
                    partitions(admin, Topics.METER_READINGS),
                    partitions(admin, Topics.GRID_SERIES),
                    partitions(admin, Topics.MARKET_PRICES));
        }
    }

    /**
     * Checks that the topics keep what is sent to them.
     *
     * @throws io.gridcast.core.check.ExplainedException with everything that is wrong with them
     */
    public void requireTopics(Keep keep) {
        try (Admin admin = cluster.admin()) {
            new TopicSetup(cluster, admin, keep).requireRight(Optional.empty());
        }
    }

    /**
     * Registers all schemas in the order of the catalogue, so that a fresh registry always gives the same ids; or checks that they
     * are there, where {@code auto.register.schemas} is false.
     *
     * @throws ExplainedException if a schema does not suit what is registered, is missing, or the registry does not answer
     */
    public void requireSchemas() {
        new SchemaCheck(registry).run(Topics.all());
    }

    private int partitions(Admin admin, Topic<?> topic) {
        return cluster.ask(admin.describeTopics(List.of(topic.name())).allTopicNames()).values().stream()
                .mapToInt(found -> found.partitions().size())
                .sum();
    }

    /**
     * Checks that the topics have as many partitions as the configuration says.
     *
     * @throws io.gridcast.core.check.ExplainedException with everything that is wrong with them
     */
    public void requireTopics(Partitions partitions) {
        try (Admin admin = cluster.admin()) {
            new TopicSetup(cluster, admin, Keep.AS_CATALOGUED).requireRight(Optional.of(partitions));
        }
    }

    /**
     * Checks that no topic holds anything: a replay among other records would be neither repeatable nor a replay.
     *
     * @throws ExplainedException if one does
     */
    public void requireFresh() {
        try (Admin admin = cluster.admin()) {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            cluster.ask(admin.describeTopics(
                                    Topics.all().stream().map(Topic::name).toList())
                            .allTopicNames())
                    .forEach((name, topic) -> topic.partitions()
                            .forEach(partition ->
                                    ends.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
            Set<String> used = new TreeSet<>();
            cluster.ask(admin.listOffsets(ends).all()).forEach((partition, end) -> {
                if (end.offset() > 0) {
                    used.add(partition.topic());
                }
            });
            if (!used.isEmpty()) {
                throw new ExplainedException(
                        "there are records already on " + String.join(", ", used) + " of " + cluster.bootstrapServers(),
                        "a replay among other records could not be told from them",
                        "replay on a fresh cluster or an empty --keep directory, or without either: then it brings its own");
            }
        }
    }

    /**
     * A producer that keeps order and writes everything once.
     *
     * @param clientId how the broker's log calls it
     * @param lingerMs how long it waits for a batch to fill
     */
    public Producer<byte[], byte[]> producer(String clientId, int lingerMs) {
        return new KafkaProducer<>(settings(clientId, lingerMs), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> settings(String clientId, int lingerMs) {
        Map<String, Object> settings = cluster.client();
        settings.put("client.id", clientId);
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        settings.put("linger.ms", lingerMs);
        settings.put("batch.size", BATCH_BYTES);
        settings.put("buffer.memory", (long) BUFFER_BYTES);
        return settings;
    }

    /**
     * As {@link #producer}, for those whom somebody waits for.
     *
     * @param patience after which a record that the broker has not acknowledged has failed
     */
    public Producer<byte[], byte[]> impatientProducer(String clientId, int lingerMs, Duration patience) {
        Map<String, Object> settings = settings(clientId, lingerMs);
        settings.put("max.block.ms", patience.toMillis());
        settings.put("request.timeout.ms", (int) patience.toMillis() - lingerMs);
        settings.put("delivery.timeout.ms", (int) patience.toMillis());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A producer for one transaction. */
    public Producer<byte[], byte[]> transactionalProducer(String transactionalId) {
        Map<String, Object> settings = new HashMap<>(cluster.client());
        settings.put("transactional.id", transactionalId);
        settings.put("acks", "all");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (int i = parts.size() - 1; i >= 0; i--) {
            try {
                parts.get(i).close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("could not stop " + description, e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
