package io.gridcast.serdes.avro;

import org.apache.avro.Schema;

/**
 * Walks over bytes of any schema without making anything of them, so that a generic reader, which trusts lengths, can be let
 * loose on them afterwards.
 */
public final class AvroWalker {
    private static final int MOST_NESTED = 64;

    private AvroWalker() {}

    /** @throws MalformedRecordException if the bytes do not begin with a value of the schema */
    public static void skip(Schema schema, AvroReader in) {
        skip(schema, in, 0);
    }

    private static void skip(Schema schema, AvroReader in, int depth) {
        if (depth > MOST_NESTED) {
            throw in.malformed("values are nested more than " + MOST_NESTED + " deep");
        }
        switch (schema.getType()) {
            case NULL -> {}
            case BOOLEAN -> in.bool();
            case INT -> in.int32();
            case LONG -> in.int64();
            case FLOAT -> in.float32();
            case DOUBLE -> in.float64();
            case STRING, BYTES -> in.skip(in.length("a text"));
            case FIXED -> in.skip(schema.getFixedSize());
            case ENUM -> in.index(schema.getEnumSymbols().size(), "symbol");
            case UNION -> skip(schema.getTypes().get(in.index(schema.getTypes().size(), "branch")), in, depth + 1);
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    skip(field.schema(), in, depth + 1);
                }
            }
            case ARRAY -> {
                for (int count = in.block(1); count > 0; count = in.block(1)) {
                    for (int i = 0; i < count; i++) {
                        skip(schema.getElementType(), in, depth + 1);
                    }
                }
            }
            case MAP -> {
                for (int count = in.block(1); count > 0; count = in.block(1)) {
                    for (int i = 0; i < count; i++) {
                        in.skip(in.length("a name"));
                        skip(schema.getValueType(), in, depth + 1);
                    }
                }
            }
        }
    }
}
