package io.gridcast.app.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.cluster.TopicReader;
import io.gridcast.serdes.registry.CompatibilityLevel;
import io.gridcast.serdes.registry.RegisteredSchema;
import io.gridcast.serdes.registry.RegistryChange;
import io.gridcast.serdes.registry.RegistryChange.LevelSet;
import io.gridcast.serdes.registry.RegistryChange.SchemaAdded;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What happened to the embedded registry, on the compacted topic {@value #TOPIC}, from which it is built again. The key is
 * the version or the subject whose level was set, so that compaction takes only levels that were overwritten.
 */
final class RegistryJournal implements Consumer<RegistryChange>, AutoCloseable {
    static final String TOPIC = "gridcast.schemas";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaCluster cluster;
    private final Producer<byte[], byte[]> producer;

    /** Opens the journal of a cluster, and makes it if it is missing. */
    RegistryJournal(KafkaCluster cluster) {
        this.cluster = cluster;
        try (Admin admin = cluster.admin()) {
            makeTopic(admin);
        }
        Map<String, Object> settings = new HashMap<>(cluster.client());
        settings.put("client.id", "gridcast-registry");
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        settings.put("delivery.timeout.ms", 20_000);
        settings.put("request.timeout.ms", 10_000);
        settings.put("max.block.ms", 20_000);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Writes a change and waits until the broker has it. */
    @Override
    public void accept(RegistryChange change) {
        try {
            producer.send(new ProducerRecord<>(
                            TOPIC, 0, utf8(keyOf(change)), utf8(write(change).toString())))
                    .get();
        } catch (ExecutionException e) {
            throw cluster.explain(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    /** Reads all changes, in order. */
    void replay(Consumer<RegistryChange> to) {
        TopicReader.read(cluster.client(), new TopicPartition(TOPIC, 0), 0, entry -> {
            to.accept(read(new String(entry.value(), StandardCharsets.UTF_8)));
            return true;
        });
    }

    @Override
    public void close() {
        producer.close();
    }

    private void makeTopic(Admin admin) {
        NewTopic topic = new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
        try {
            cluster.ask(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            // From an earlier start: that is what it is for.
        }
    }

    private static String keyOf(RegistryChange change) {
        if (change instanceof SchemaAdded added) {
            return "schema/" + added.schema().subject() + "/" + added.schema().version();
        }
        return "level/" + ((LevelSet) change).subject();
    }

    private static ObjectNode write(RegistryChange change) {
        ObjectNode object = JSON.createObjectNode();
        if (change instanceof SchemaAdded added) {
            RegisteredSchema schema = added.schema();
            return object.put("change", "schema")
                    .put("subject", schema.subject())
                    .put("version", schema.version())
                    .put("id", schema.id())
                    .put("schema", schema.text());
        }
        LevelSet set = (LevelSet) change;
        return object.put("change", "level")
                .put("subject", set.subject())
                .put("level", set.level().name());
    }

    private static RegistryChange read(String text) {
        try {
            JsonNode object = JSON.readTree(text);
            String subject = object.required("subject").asText();
            if (object.required("change").asText().equals("schema")) {
                return new SchemaAdded(new RegisteredSchema(
                        subject,
                        object.required("version").asInt(),
                        object.required("id").asInt(),
                        object.required("schema").asText()));
            }
            return new LevelSet(
                    subject, CompatibilityLevel.valueOf(object.required("level").asText()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalStateException(TOPIC + " holds what no registry wrote: " + text, e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
