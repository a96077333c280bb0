package io.gridcast.serdes;

import io.gridcast.serdes.avro.AvroReader;
import io.gridcast.serdes.avro.AvroWalker;
import io.gridcast.serdes.avro.MalformedRecordException;
import io.gridcast.serdes.registry.CompatibilityLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Bytes of one schema to bytes of another, by Avro's rules of schema resolution. The slow path: two generic passes. */
final class SchemaConversion {
    private final Schema from;
    private final Schema to;

    SchemaConversion(Schema from, Schema to) {
        this.from = from;
        this.to = to;
    }

    /** Why it cannot work for any record; empty when it can. */
    List<String> obstacles() {
        List<String> obstacles = new ArrayList<>(CompatibilityLevel.unreadable(to, from, ""));
        compareUnits(Schema.applyAliases(from, to), to, to.getName(), new HashSet<>(), obstacles);
        return obstacles;
    }

    /** Whether bytes of the one are bytes of the other as they are. */
    boolean isIdentity() {
        return SchemaNormalization.toParsingForm(from).equals(SchemaNormalization.toParsingForm(to));
    }

    /** @throws MalformedRecordException if these are not bytes of the first schema, or of a value that the second lacks */
    byte[] convert(byte[] bytes, int offset) {
        AvroReader check = new AvroReader(bytes, offset);
        AvroWalker.skip(from, check);
        check.end();
        try {
            var decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
            Object value = new GenericDatumReader<>(from, to).read(null, decoder);
            var out = new ByteArrayOutputStream(bytes.length);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<>(to).write(value, encoder);
            return out.toByteArray();
        } catch (AvroRuntimeException e) {
            throw new MalformedRecordException(
                    "record of schema " + from.getFullName() + " cannot be read as ours, " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Avro resolves long to long whatever it means; milliseconds read as microseconds would be a wrong record. */
    private static void compareUnits(Schema from, Schema to, String where, Set<String> seen, List<String> obstacles) {
        if (to.getType() == Schema.Type.UNION || from.getType() == Schema.Type.UNION) {
            for (Schema toBranch : branches(to)) {
                branches(from).stream()
                        .filter(branch -> branch.getFullName().equals(toBranch.getFullName()))
                        .forEach(branch -> compareUnits(branch, toBranch, where, seen, obstacles));
            }
            return;
        }
        String said = from.getProp("logicalType");
        String meant = to.getProp("logicalType");
        if (said != null && meant != null && !said.equals(meant)) {
            obstacles.add(where + " is " + said + ", must be " + meant);
        }
        if (from.getType() != to.getType()) {
            return;
        }
        switch (to.getType()) {
            case ARRAY -> compareUnits(from.getElementType(), to.getElementType(), where, seen, obstacles);
            case MAP -> compareUnits(from.getValueType(), to.getValueType(), where, seen, obstacles);
            case RECORD -> {
                if (seen.add(to.getFullName())) {
                    for (Schema.Field field : to.getFields()) {
                        Schema.Field written = from.getField(field.name());
                        if (written != null) {
                            String at = where + "." + field.name();
                            compareUnits(written.schema(), field.schema(), at, seen, obstacles);
                        }
                    }
                }
            }
            default -> {}
        }
    }

    private static List<Schema> branches(Schema schema) {
        return schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema);
    }
}
