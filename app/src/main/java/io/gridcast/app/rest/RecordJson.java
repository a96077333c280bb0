package io.gridcast.app.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.avro.AvroReader;
import io.gridcast.serdes.avro.AvroWalker;
import io.gridcast.topology.flow.Codecs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Records as JSON, straight from their bytes: field by field under the same names, times as ISO 8601, {@code xMs} as a duration {@code x},
 * symbols in lower case with hyphens, quantiles as rows of one slot each, and null for what is not a number. Thread-safe.
 */
final class RecordJson {
    private static final String TIMESTAMP = "timestamp-millis";
    private static final String DATE = "date";
    private static final String MILLIS = "Ms";
    private static final String LEVELS = "quantileLevels";
    private static final String QUANTILES = "quantiles";

    private final Codecs codecs;

    RecordJson(Codecs codecs) {
        this.codecs = codecs;
    }

    /** Encoders and decoders of all topics. */
    Codecs codecs() {
        return codecs;
    }

    /** A record as an object. */
    void write(Topic<?> topic, byte[] value, JsonGenerator to) throws IOException {
        write(topic, value, Set.of(), to);
    }

    /** A record as an object without some of its fields. */
    void write(Topic<?> topic, byte[] value, Set<String> leftOut, JsonGenerator to) throws IOException {
        to.writeStartObject();
        fields(topic, value, leftOut, to);
        to.writeEndObject();
    }

    /** The fields of a record, into an object that has been begun. */
    void fields(Topic<?> topic, byte[] value, Set<String> leftOut, JsonGenerator to) throws IOException {
        TopicCodec<?> codec = codecs.codec(topic);
        fields(topic.codec().schema(), codec.open(value), leftOut, to);
    }

    private static void fields(Schema record, AvroReader in, Set<String> leftOut, JsonGenerator to) throws IOException {
        int levels = 0;
        for (Schema.Field field : record.getFields()) {
            String name = field.name();
            if (name.equals(LEVELS)) {
                float[] values = in.floats();
                levels = values.length;
                if (!leftOut.contains(name)) {
                    to.writeFieldName(name);
                    numbers(values, 0, levels, to);
                }
            } else if (leftOut.contains(name)) {
                AvroWalker.skip(field.schema(), in);
            } else if (name.equals(QUANTILES)) {
                to.writeFieldName(name);
                rows(in.floats(), levels, to);
            } else if (isDuration(name, field.schema())) {
                to.writeStringField(
                        name.substring(0, name.length() - MILLIS.length()),
                        Duration.ofMillis(in.int64()).toString());
            } else {
                to.writeFieldName(name);
                value(field.schema(), in, to);
            }
        }
    }

    private static boolean isDuration(String name, Schema schema) {
        return schema.getType() == Schema.Type.LONG && schema.getProp("logicalType") == null && name.endsWith(MILLIS);
    }

    private static void value(Schema schema, AvroReader in, JsonGenerator to) throws IOException {
        switch (schema.getType()) {
            case NULL -> to.writeNull();
            case BOOLEAN -> to.writeBoolean(in.bool());
            case INT -> whole(schema, in.int32(), to);
            case LONG -> whole(schema, in.int64(), to);
            case FLOAT -> number(in.float32(), to);
            case DOUBLE -> number(in.float64(), to);
            case STRING -> to.writeString(in.string());
            case BYTES -> to.writeBinary(in.bytes());
            case ENUM -> to.writeString(word(pick(schema.getEnumSymbols(), in)));
            case UNION -> value(pick(schema.getTypes(), in), in, to);
            case RECORD -> {
                to.writeStartObject();
                fields(schema, in, Set.of(), to);
                to.writeEndObject();
            }
            case ARRAY -> array(schema.getElementType(), in, to);
            case MAP -> map(schema.getValueType(), in, to);
            case FIXED -> throw new IllegalStateException("no schema of ours has bytes of fixed length");
        }
    }

    private static void whole(Schema schema, long value, JsonGenerator to) throws IOException {
        String logicalType = schema.getProp("logicalType");
        if (TIMESTAMP.equals(logicalType)) {
            to.writeString(Instant.ofEpochMilli(value).toString());
        } else if (DATE.equals(logicalType)) {
            to.writeString(LocalDate.ofEpochDay(value).toString());
        } else {
            to.writeNumber(value);
        }
    }

    private static <T> T pick(List<T> choices, AvroReader in) {
        int index = in.int32();
        if (index < 0 || index >= choices.size()) {
            throw in.malformed("choice " + index + " of " + choices.size() + " does not exist");
        }
        return choices.get(index);
    }

    private static void array(Schema items, AvroReader in, JsonGenerator to) throws IOException {
        if (items.getType() == Schema.Type.FLOAT) {
            float[] values = in.floats();
            numbers(values, 0, values.length, to);
            return;
        }
        to.writeStartArray();
        for (int count = in.block(1); count > 0; count = in.block(1)) {
            for (int i = 0; i < count; i++) {
                value(items, in, to);
            }
        }
        to.writeEndArray();
    }

    private static void map(Schema values, AvroReader in, JsonGenerator to) throws IOException {
        to.writeStartObject();
        for (int count = in.block(2); count > 0; count = in.block(2)) {
            for (int i = 0; i < count; i++) {
                to.writeFieldName(in.string());
                value(values, in, to);
            }
        }
        to.writeEndObject();
    }

    private static void rows(float[] values, int columns, JsonGenerator to) throws IOException {
        to.writeStartArray();
        for (int from = 0; columns > 0 && from + columns <= values.length; from += columns) {
            numbers(values, from, columns, to);
        }
        to.writeEndArray();
    }

    private static void numbers(float[] values, int from, int count, JsonGenerator to) throws IOException {
        to.writeStartArray();
        for (int i = from; i < from + count; i++) {
            number(values[i], to);
        }
        to.writeEndArray();
    }

    /** A number, or null where it is none. */
    static void number(float value, JsonGenerator to) throws IOException {
        if (Float.isFinite(value)) {
            to.writeNumber(value);
        } else {
            to.writeNull();
        }
    }

    /** A number, or null where it is none. */
    static void number(double value, JsonGenerator to) throws IOException {
        if (Double.isFinite(value)) {
            to.writeNumber(value);
        } else {
            to.writeNull();
        }
    }

    /** A symbol as it stands in JSON. */
    static String word(Enum<?> symbol) {
        return word(symbol.name());
    }

    private static String word(String symbol) {
        return symbol.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
