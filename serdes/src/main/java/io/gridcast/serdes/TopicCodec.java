package io.gridcast.serdes;

import io.gridcast.serdes.avro.AvroReader;
import io.gridcast.serdes.avro.AvroWriter;
import io.gridcast.serdes.avro.MalformedRecordException;
import io.gridcast.serdes.avro.SchemaText;
import io.gridcast.serdes.codec.Codec;
import io.gridcast.serdes.registry.IncompatibleSchemaException;
import io.gridcast.serdes.registry.InvalidSchemaException;
import io.gridcast.serdes.registry.RegisteredSchema;
import io.gridcast.serdes.registry.RegistryException;
import io.gridcast.serdes.registry.SchemaMissingException;
import io.gridcast.serdes.registry.SchemaRegistry;
import io.gridcast.serdes.registry.SchemaUse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A topic's values in Confluent's wire format. Records that were written with our schema, or one of the same layout, go straight
 * through the topic's {@link Codec}; others are resolved by Avro's rules first. The registry is asked once for each schema, at
 * first use. Thread-safe.
 *
 * @param <T> the domain record
 */
public final class TopicCodec<T> {
    private static final int NOT_YET = 0;

    private final Topic<T> topic;
    private final SchemaRegistry registry;
    private final SchemaUse use;
    private final Map<Integer, Reading> readings = new ConcurrentHashMap<>();
    private volatile int idRead = NOT_YET;
    private volatile @Nullable Writing writing;

    /** A codec that writes as the registry is configured to be used; by default it registers the topic's schema at first use. */
    public TopicCodec(Topic<T> topic, SchemaRegistry registry) {
        this(topic, registry, registry.use());
    }

    /** @param use where the id of written records comes from */
    public TopicCodec(Topic<T> topic, SchemaRegistry registry, SchemaUse use) {
        this.topic = topic;
        this.registry = registry;
        this.use = use;
    }

    /** The topic. */
    public Topic<T> topic() {
        return topic;
    }

    /**
     * A value for the topic.
     *
     * @throws RegistryException if the registry could not give the schema's id; never a reason to drop the record
     * @throws IllegalArgumentException if the record holds what its schema cannot say
     */
    public byte[] encode(T record) {
        if (topic.isRaw()) {
            return topic.codec().encode(record);
        }
        Writing with = writing();
        byte[] converted = with.conversion == null
                ? null
                : with.conversion.convert(topic.codec().encode(record), 0);
        AvroWriter out = AvroWriter.forThisThread();
        WireFormat.writeHeader(with.id, out);
        if (converted == null) {
            topic.codec().write(record, out);
        } else {
            out.rawBytes(converted);
        }
        return out.toByteArray();
    }

    /**
     * The record that a value of the topic holds.
     *
     * @throws MalformedRecordException if it holds none, now and for ever: set it aside
     * @throws RegistryException if the registry could not say what it holds: try again, or let a person see to it
     */
    public T decode(byte[] value) {
        if (topic.isRaw()) {
            return topic.codec().decode(value);
        }
        int id = WireFormat.schemaId(value);
        if (id == idRead) {
            return topic.codec().decode(value, WireFormat.HEADER_BYTES);
        }
        Reading reading = readings.get(id);
        if (reading == null) {
            reading = reading(id);
            readings.put(id, reading);
        }
        if (reading.refusal != null) {
            throw new MalformedRecordException(reading.refusal);
        }
        if (reading.conversion == null) {
            idRead = id;
            return topic.codec().decode(value, WireFormat.HEADER_BYTES);
        }
        return topic.codec().decode(reading.conversion.convert(value, WireFormat.HEADER_BYTES));
    }

    /**
     * The Avro bytes that a value of the topic holds, laid out by the topic's own schema, for readers that make no domain record of them.
     *
     * @throws MalformedRecordException if it holds none; bytes that are cut off show only when they are read
     * @throws RegistryException if the registry could not say what it holds
     */
    public AvroReader open(byte[] value) {
        int id = WireFormat.schemaId(value);
        if (id != idRead) {
            Reading reading = readings.computeIfAbsent(id, this::reading);
            if (reading.refusal != null) {
                throw new MalformedRecordException(reading.refusal);
            }
            if (reading.conversion != null) {
                return new AvroReader(reading.conversion.convert(value, WireFormat.HEADER_BYTES), 0);
            }
            idRead = id;
        }
        return new AvroReader(value, WireFormat.HEADER_BYTES);
    }

    private Reading reading(int id) {
        String text = registry.schema(id)
                .orElseThrow(() -> new MalformedRecordException(
                        "value names schema id " + id + ", which the registry does not know"));
        if (text.equals(topic.codec().schemaText())) {
            return new Reading(null, null);
        }
        Schema written;
        try {
            written = SchemaText.parse(text);
        } catch (IllegalArgumentException e) {
            return new Reading(null, "value names schema id " + id + ", which is no Avro schema: " + e.getMessage());
        }
        var conversion = new SchemaConversion(written, topic.codec().schema());
        List<String> obstacles = conversion.obstacles();
        if (!obstacles.isEmpty()) {
            return new Reading(
                    null,
                    "value names schema id " + id + " (" + written.getFullName() + "), which cannot be read as "
                            + topic.codec().schema().getFullName() + ": " + String.join(", ", obstacles));
        }
        return new Reading(conversion.isIdentity() ? null : conversion, null);
    }

    private Writing writing() {
        Writing known = writing;
        if (known == null) {
            known = askForWriting();
            writing = known;
        }
        return known;
    }

    private Writing askForWriting() {
        String subject = topic.subject();
        String text = topic.codec().schemaText();
        return switch (use) {
            case REGISTER -> new Writing(registry.register(subject, text), null);
            case LOOK_UP ->
                registry.find(subject, text)
                        .map(found -> new Writing(found.id(), null))
                        .orElseThrow(() -> new SchemaMissingException(subject, "auto.register.schemas is false"));
            case LATEST ->
                registry.latest(subject)
                        .map(latest -> inLatest(latest))
                        .orElseThrow(() -> new SchemaMissingException(subject, "use.latest.version is true"));
        };
    }

    private Writing inLatest(RegisteredSchema latest) {
        if (latest.text().equals(topic.codec().schemaText())) {
            return new Writing(latest.id(), null);
        }
        Schema target;
        try {
            target = SchemaText.parse(latest.text());
        } catch (IllegalArgumentException e) {
            throw new InvalidSchemaException("latest schema of " + latest.subject() + " cannot be parsed", e);
        }
        var conversion = new SchemaConversion(topic.codec().schema(), target);
        List<String> obstacles = conversion.obstacles();
        if (!obstacles.isEmpty()) {
            throw new IncompatibleSchemaException(
                    latest.subject(), registry.compatibility(latest.subject()), obstacles);
        }
        return new Writing(latest.id(), conversion.isIdentity() ? null : conversion);
    }

    /** How records of one schema id are read: as they are, converted, or not at all. */
    private record Reading(
            @Nullable SchemaConversion conversion, @Nullable String refusal) {}

    /** What records are written with. */
    private record Writing(int id, @Nullable SchemaConversion conversion) {}

    @Override
    public String toString() {
        return "TopicCodec of " + topic.name();
    }
}
