package io.gridcast.serdes.avro;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Schemas from text that others wrote. */
public final class SchemaText {
    private SchemaText() {}

    /**
     * The schema that a text describes.
     *
     * @throws IllegalArgumentException if it describes none, or refers to a type that it does not hold
     */
    public static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException | NullPointerException e) {
            // Avro 1.12 answers an unknown type with a NullPointerException.
            throw new IllegalArgumentException("text is no Avro schema, " + e.getMessage(), e);
        }
    }
}
