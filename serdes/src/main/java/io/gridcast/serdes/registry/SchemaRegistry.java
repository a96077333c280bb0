package io.gridcast.serdes.registry;

import java.util.List;
import java.util.Optional;

/**
 * Where schemas get their ids. Subjects are named by {@link #valueSubject}. Every method may throw {@link
 * RegistryUnavailableException} or {@link RegistryRefusedException}; an empty answer always comes from the registry itself.
 * Thread-safe.
 */
public interface SchemaRegistry extends AutoCloseable {
    /** The subject of a topic's values, by Confluent's {@code TopicNameStrategy}. */
    static String valueSubject(String topic) {
        return topic + "-value";
    }

    /**
     * Registers a schema under a subject, or finds it there.
     *
     * @return its id
     * @throws IncompatibleSchemaException if the subject's compatibility level forbids it
     * @throws InvalidSchemaException if it is no Avro schema
     */
    int register(String subject, String schemaText);

    /** The version of the subject that has exactly this text. */
    Optional<RegisteredSchema> find(String subject, String schemaText);

    /** The newest version of the subject. */
    Optional<RegisteredSchema> latest(String subject);

    /** The text that an id stands for. */
    Optional<String> schema(int id);

    /**
     * What would keep {@link #register} from accepting a schema, by the subject's level; empty when nothing would, as for a new
     * subject.
     */
    List<String> incompatibilities(String subject, String schemaText);

    /** The level that holds for a subject: its own, or else the registry's. */
    CompatibilityLevel compatibility(String subject);

    /** Gives a subject a level of its own. */
    void setCompatibility(String subject, CompatibilityLevel level);

    /** Where the ids of written records come from, as whoever configured the registry wants it; by default ours are registered. */
    default SchemaUse use() {
        return SchemaUse.REGISTER;
    }

    /** Lets connections go; the default has none. */
    @Override
    default void close() {}
}
