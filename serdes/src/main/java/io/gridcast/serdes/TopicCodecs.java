package io.gridcast.serdes;

import io.gridcast.serdes.registry.RegistryClient;
import io.gridcast.serdes.registry.RegistryConfig;
import io.gridcast.serdes.registry.SchemaRegistry;
import io.gridcast.serdes.registry.SchemaUse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** What a serializer and a deserializer have in common: a registry, once configured, and a codec for each topic met. */
final class TopicCodecs implements AutoCloseable {
    private final Optional<Topic<?>> only;
    private final boolean isOwner;
    private final Map<String, TopicCodec<?>> codecs = new ConcurrentHashMap<>();
    private @Nullable SchemaRegistry registry;
    private SchemaUse use = SchemaUse.REGISTER;

    /** @param only the topic whose schema is meant whatever the topic's name, or empty to go by the name */
    TopicCodecs(Optional<Topic<?>> only) {
        this.only = only;
        this.isOwner = true;
    }

    /** With a registry that others close. */
    TopicCodecs(Topic<?> only, SchemaRegistry registry, SchemaUse use) {
        this.only = Optional.of(only);
        this.isOwner = false;
        this.registry = registry;
        this.use = use;
    }

    void configure(Map<String, ?> configuration, boolean isKey) {
        if (isKey) {
            throw new ConfigException(
                    "Gridcast's keys are UTF-8 text without schema: use Kafka's string serializer for keys");
        }
        if (registry == null) {
            registry = new RegistryClient(RegistryConfig.of(configuration));
            use = registry.use();
        }
    }

    TopicCodec<?> codec(String topicName) {
        TopicCodec<?> codec = codecs.get(topicName);
        return codec == null ? codecs.computeIfAbsent(topicName, this::newCodec) : codec;
    }

    private TopicCodec<?> newCodec(String topicName) {
        SchemaRegistry configured = registry;
        if (configured == null) {
            throw new IllegalStateException("serde of topic " + topicName + " has no registry yet: call configure with "
                    + RegistryConfig.URL + ", or make it with a registry");
        }
        Topic<?> topic = only.or(() -> Topics.named(topicName))
                .orElseThrow(() -> new SerializationException("topic " + topicName
                        + " is not in Gridcast's catalogue, so its schema is unknown: use GridcastSerdes.of(topic)"));
        return new TopicCodec<>(topic, configured, use);
    }

    @Override
    public void close() {
        if (isOwner && registry != null) {
            registry.close();
        }
    }
}
