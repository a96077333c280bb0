package io.gridcast.serdes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.serdes.avro.MalformedRecordException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
    private static final int RECORDS = 25;

    static Stream<Topic<?>> topics() {
        return Avros.topicOfEachSchema();
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void avrosOwnReaderFindsTheSameValuesUnderTheSameNames(Topic<T> topic) {
        var random = new Random(1);
        for (int i = 0; i < RECORDS; i++) {
            T domain = RandomRecords.of(topic, random);
            Schema schema = topic.codec().schema();

            GenericRecord read = Avros.read(topic.codec().encode(domain), schema, schema);

            AvroMirror.assertSame((Record) domain, read);
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void whatAvrosOwnWriterWroteIsReadAsTheSameRecord(Topic<T> topic) {
        var random = new Random(2);
        for (int i = 0; i < RECORDS; i++) {
            byte[] bytes = Avros.randomBytes(topic, random);
            Schema schema = topic.codec().schema();
            byte[] written = Avros.write(Avros.read(bytes, schema, schema));

            T domain = topic.codec().decode(written);

            assertThat(topic.codec().encode(domain)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void aRecordThatEndsEarlyOrLateIsRefused(Topic<T> topic) {
        var random = new Random(3);
        byte[] bytes = Avros.randomBytes(topic, random);
        for (int i = 0; i < 10 * RECORDS; i++) {
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));

            assertThat(isMalformed(topic, cut)).isTrue();
        }

        assertThat(isMalformed(topic, Arrays.copyOf(bytes, bytes.length + 1))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void alteredBytesAreARecordOrMalformedAndNothingElse(Topic<T> topic) {
        var random = new Random(4);
        int refused = 0;
        for (int i = 0; i < 10 * RECORDS; i++) {
            byte[] bytes = Avros.randomBytes(topic, random);
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            refused += isMalformed(topic, bytes) ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void noiseIsMalformedAndNeverAskedForMuchMemory(Topic<T> topic) {
        var random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 10 * RECORDS; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            // Lengths and counts near the largest that there are.
            if (noise.length > 12 && random.nextBoolean()) {
                Arrays.fill(noise, random.nextInt(4), random.nextInt(4) + 8, (byte) 0xFF);
            }
            refused += isMalformed(topic, noise) ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void equalRecordsGiveEqualBytes(Topic<T> topic) {
        for (long seed : List.of(6L, 7L, 8L)) {
            assertThat(Avros.randomBytes(topic, new Random(seed)))
                    .isEqualTo(Avros.randomBytes(topic, new Random(seed)));
        }
    }

    private static boolean isMalformed(Topic<?> topic, byte[] bytes) {
        try {
            assertThat(topic.codec().decode(bytes)).isNotNull();
            return false;
        } catch (MalformedRecordException e) {
            return true;
        }
    }
}
