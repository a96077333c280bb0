package io.gridcast.serdes;

import io.gridcast.serdes.avro.SchemaText;
import io.gridcast.serdes.registry.CompatibilityLevel;
import io.gridcast.serdes.registry.IncompatibleSchemaException;
import io.gridcast.serdes.registry.InvalidSchemaException;
import io.gridcast.serdes.registry.RegisteredSchema;
import io.gridcast.serdes.registry.RegistryException;
import io.gridcast.serdes.registry.SchemaMissingException;
import io.gridcast.serdes.registry.SchemaRegistry;
import io.gridcast.serdes.registry.SchemaUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Makes sure at start that every topic's schema suits what the registry has: that we can read what was written before, whatever
 * level the registry is set to, and that what we write has a schema there. Nothing is registered unless all topics pass.
 */
public final class SchemaCheck {
    private final SchemaRegistry registry;
    private final SchemaUse use;

    /** A check for what the registry is configured to be used for. */
    public SchemaCheck(SchemaRegistry registry) {
        this(registry, registry.use());
    }

    /** @param use where the ids of written records come from; only {@link SchemaUse#REGISTER} changes the registry */
    public SchemaCheck(SchemaRegistry registry, SchemaUse use) {
        this.registry = registry;
        this.use = use;
    }

    /**
     * Checks and, where that is allowed, registers the schemas of topics; raw topics have none.
     *
     * @throws IncompatibleSchemaException naming all subjects that do not suit
     * @throws SchemaMissingException naming all subjects without a schema to write with
     * @throws RegistryException if the registry cannot be asked
     */
    public void run(List<Topic<?>> topics) {
        List<String> unsuitable = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<Topic<?>> unknown = new ArrayList<>();
        for (Topic<?> topic : topics) {
            if (topic.isRaw()) {
                continue;
            }
            Optional<RegisteredSchema> latest = registry.latest(topic.subject());
            boolean isOurs = latest.isPresent()
                    && latest.get().text().equals(topic.codec().schemaText());
            if (isOurs) {
                continue;
            }
            List<String> obstacles = latest.isPresent() ? obstacles(topic, latest.get()) : List.of();
            if (!obstacles.isEmpty()) {
                unsuitable.add(topic.subject() + ": " + String.join(", ", obstacles));
            } else if (use == SchemaUse.REGISTER) {
                unknown.add(topic);
            } else if (!canWrite(topic, latest)) {
                missing.add(topic.subject());
            }
        }
        if (!unsuitable.isEmpty()) {
            throw new IncompatibleSchemaException(unsuitable);
        }
        if (!missing.isEmpty()) {
            throw new SchemaMissingException(String.join(", ", missing), "auto.register.schemas is false");
        }
        unknown.forEach(this::register);
    }

    private List<String> obstacles(Topic<?> topic, RegisteredSchema latest) {
        Schema theirs = parse(latest);
        Schema ours = topic.codec().schema();
        List<String> obstacles = new ArrayList<>(new SchemaConversion(theirs, ours).obstacles());
        if (use == SchemaUse.LATEST) {
            obstacles.addAll(new SchemaConversion(ours, theirs).obstacles());
        }
        boolean mustBeAccepted = use == SchemaUse.REGISTER
                && obstacles.isEmpty()
                && registry.find(topic.subject(), topic.codec().schemaText()).isEmpty();
        if (mustBeAccepted) {
            obstacles.addAll(
                    registry.incompatibilities(topic.subject(), topic.codec().schemaText()));
        }
        return obstacles;
    }

    private boolean canWrite(Topic<?> topic, Optional<RegisteredSchema> latest) {
        return use == SchemaUse.LATEST
                ? latest.isPresent()
                : registry.find(topic.subject(), topic.codec().schemaText()).isPresent();
    }

    private void register(Topic<?> topic) {
        registry.register(topic.subject(), topic.codec().schemaText());
        // Some registries know no level of a subject that does not exist yet, so this comes second.
        if (!registry.compatibility(topic.subject()).isBackward()) {
            registry.setCompatibility(topic.subject(), CompatibilityLevel.BACKWARD);
        }
    }

    private static Schema parse(RegisteredSchema schema) {
        try {
            return SchemaText.parse(schema.text());
        } catch (IllegalArgumentException e) {
            throw new InvalidSchemaException("schema " + schema.version() + " of " + schema.subject(), e);
        }
    }
}
