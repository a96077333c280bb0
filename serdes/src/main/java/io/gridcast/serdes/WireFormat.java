package io.gridcast.serdes;

import io.gridcast.serdes.avro.AvroWriter;
import io.gridcast.serdes.avro.MalformedRecordException;
import java.nio.ByteBuffer;

/** Confluent's wire format: a zero, the schema's id in four bytes, big-endian, then the Avro bytes. */
final class WireFormat {
    /** Bytes before the Avro bytes. */
    static final int HEADER_BYTES = 5;

    private static final byte MAGIC = 0;
    private static final byte MAGIC_WITH_GUID = 1;

    private WireFormat() {}

    static void writeHeader(int schemaId, AvroWriter out) {
        out.rawByte(MAGIC);
        out.rawInt(schemaId);
    }

    /** @throws MalformedRecordException if the bytes do not begin with the magic byte and an id that can exist */
    static int schemaId(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new MalformedRecordException(
                    "value of " + bytes.length
                            + " bytes is too short for Confluent's wire format, which begins with a zero and a 4-byte schema id");
        }
        if (bytes[0] == MAGIC_WITH_GUID) {
            throw new MalformedRecordException(
                    "value begins with magic byte 1 (schema GUID), which only newer Confluent serializers write; let the"
                            + " producer write magic byte 0 (schema id, Confluent's default)");
        }
        if (bytes[0] != MAGIC) {
            throw new MalformedRecordException(
                    "value begins with byte " + bytes[0]
                            + ", not with Confluent's magic byte 0; let the producer use an Avro serializer with a schema registry");
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        if (id <= 0) {
            throw new MalformedRecordException("value names schema id " + id + ", ids begin at 1");
        }
        return id;
    }
}
