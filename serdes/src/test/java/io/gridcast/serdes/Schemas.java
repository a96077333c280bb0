package io.gridcast.serdes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/** Schemas as they will be, or might have been. */
final class Schemas {
    static final String ADDED = "addedLater";

    private Schemas() {}

    /** With one more optional field, in front, so that a reader which ignored the writer's schema would stumble at once. */
    static Schema withFieldAdded(Schema schema) {
        Schema optional = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(ADDED, optional, "Added later, no unit.", JsonProperties.NULL_VALUE));
        schema.getFields().forEach(field -> fields.add(new Field(field, field.schema())));
        return record(schema, fields);
    }

    static Schema withRequiredFieldAdded(Schema schema) {
        List<Field> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(new Field(field, field.schema())));
        fields.add(new Field(ADDED, Schema.create(Schema.Type.LONG), "Added later, no unit.", null));
        return record(schema, fields);
    }

    /** Without the fields that have a default; where there are none, with another doc, which makes another text and id. */
    static Schema withoutOptionalFields(Schema schema) {
        List<Field> fields = schema.getFields().stream()
                .filter(field -> !field.hasDefaultValue())
                .map(field -> new Field(field, field.schema()))
                .toList();
        return record(schema, fields);
    }

    /** A value in Confluent's wire format. */
    static byte[] onTheWire(int id, byte[] avro) {
        return ByteBuffer.allocate(5 + avro.length)
                .put((byte) 0)
                .putInt(id)
                .put(avro)
                .array();
    }

    private static Schema record(Schema like, List<Field> fields) {
        return Schema.createRecord(like.getName(), like.getDoc() + " Changed.", like.getNamespace(), false, fields);
    }
}
