package io.gridcast.serdes.codec;

import io.gridcast.serdes.avro.AvroReader;
import io.gridcast.serdes.avro.AvroWriter;
import io.gridcast.serdes.avro.MalformedRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * Domain records as Avro bytes of one schema, and back, without anything generic between. The same record gives the same bytes.
 * Thread-safe.
 *
 * @param <T> the domain record
 */
public final class Codec<T> {
    private final Schema schema;
    private final String schemaText;
    private final BiConsumer<T, AvroWriter> body;
    private final Function<AvroReader, T> reader;

    private Codec(Schema schema, BiConsumer<T, AvroWriter> body, Function<AvroReader, T> reader) {
        this.schema = schema;
        this.schemaText = schema.toString();
        this.body = body;
        this.reader = reader;
    }

    /**
     * A codec of the schema in {@code /avro/NAME.avsc}.
     *
     * @param body writes the fields in the order of the schema
     * @param reader reads them in that order; an {@link IllegalArgumentException} or {@link DateTimeException} from it means that
     *     the values make no valid record
     */
    static <T> Codec<T> of(String name, BiConsumer<T, AvroWriter> body, Function<AvroReader, T> reader) {
        return new Codec<>(load("/avro/" + name + ".avsc"), body, reader);
    }

    /** Bytes as they are: Avro's top-level {@code bytes}, which Confluent's wire format writes without a length. */
    public static Codec<byte[]> bytes() {
        return new Codec<>(Schema.create(Schema.Type.BYTES), (value, out) -> out.rawBytes(value), in -> in.rest());
    }

    /** The schema of the bytes. */
    public Schema schema() {
        return schema;
    }

    /** The schema as it is registered: its JSON without white space, docs included. */
    public String schemaText() {
        return schemaText;
    }

    /** The record's Avro bytes, without a schema id. */
    public byte[] encode(T record) {
        AvroWriter out = AvroWriter.forThisThread();
        write(record, out);
        return out.toByteArray();
    }

    /** Writes the record's Avro bytes behind what is in {@code out} already. */
    public void write(T record, AvroWriter out) {
        body.accept(record, out);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedRecordException if these are not the bytes of exactly one valid record
     */
    public T decode(byte[] bytes) {
        return decode(bytes, 0);
    }

    /** As {@link #decode(byte[])}, from byte {@code from} to the end. */
    public T decode(byte[] bytes, int from) {
        var in = new AvroReader(bytes, from);
        T record;
        try {
            record = reader.apply(in);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedRecordException(schema.getName() + " is not valid: " + e.getMessage(), e);
        } catch (MalformedRecordException e) {
            throw new MalformedRecordException(schema.getName() + " cannot be read, " + e.getMessage(), e);
        }
        in.end();
        return record;
    }

    @Override
    public String toString() {
        return "Codec of " + schema.getFullName();
    }

    private static Schema load(String resource) {
        try (InputStream in = Codec.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("schema " + resource + " is not on the class path");
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("schema " + resource + " cannot be read", e);
        }
    }
}
