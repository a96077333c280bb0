package io.gridcast.serdes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Avro's own reader and writer, and the topics that have schemas, for tests. */
final class Avros {
    private Avros() {}

    /** Every topic whose values have a schema. */
    static List<Topic<?>> topics() {
        return Topics.all().stream().filter(topic -> !topic.isRaw()).toList();
    }

    /** One topic of each schema. */
    static Stream<Topic<?>> topicOfEachSchema() {
        return topics().stream().filter(topic -> topic != Topics.FORECASTS_SHADOW);
    }

    static GenericRecord read(byte[] bytes, Schema writer, Schema reader) {
        try {
            return new GenericDatumReader<GenericRecord>(writer, reader)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] write(GenericRecord record) {
        var out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The Avro bytes of a random record of the topic. */
    static <T> byte[] randomBytes(Topic<T> topic, Random random) {
        return topic.codec().encode(RandomRecords.of(topic, random));
    }

    /** Reads and writes again, which shows whether two byte strings hold the same record. */
    static <T> byte[] again(TopicCodec<T> codec, byte[] value) {
        return codec.topic().codec().encode(codec.decode(value));
    }
}
