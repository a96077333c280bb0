package io.gridcast.serdes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ReadingQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes made once; {@code .json} beside them is what Avro's own reader makes of them, for people. */
class GoldenBytesTest {
    private static final List<Long> SEEDS = List.of(2026L, 2027L, 2028L);

    static Stream<Topic<?>> topics() {
        return Avros.topicOfEachSchema();
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void goldenBytesAreReadAndWrittenAgainUnchanged(Topic<T> topic) {
        for (byte[] golden : golden(topic)) {
            T record = topic.codec().decode(golden);

            assertThat(topic.codec().encode(record)).isEqualTo(golden);
            AvroMirror.assertSame((Record) record, generic(topic, golden));
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void avrosOwnReaderFindsInGoldenBytesWhatTheJsonSays(Topic<T> topic) {
        String json = golden(topic).stream()
                .map(golden -> generic(topic, golden) + "\n")
                .reduce("", String::concat);

        assertThat(json).isEqualTo(Fixtures.text("golden/" + topic.name() + ".json", json));
    }

    @Test
    void aReadingIsByteForByteWhatAvrosSpecificationSays() {
        var reading = new MeterReading(
                "M1", Instant.parse("2026-11-21T09:00:00Z"), Duration.ofMinutes(15), 1.25, ReadingQuality.SUBSTITUTED);

        String hex = HexFormat.of().formatHex(Topics.METER_READINGS.codec().encode(reading));

        String meterId = "04" + "4d31"; // length 2, zigzag; then UTF-8
        String intervalStart = "80eaabd5bf68"; // 1795251600000 ms
        String intervalMs = "c0ee6d"; // 900000
        String energyKwh = "000000000000f43f"; // IEEE 754, little-endian
        String quality = "04"; // the third symbol
        assertThat(hex).isEqualTo(meterId + intervalStart + intervalMs + energyKwh + quality);
    }

    private static <T> GenericRecord generic(Topic<T> topic, byte[] bytes) {
        Schema schema = topic.codec().schema();
        return Avros.read(bytes, schema, schema);
    }

    private static <T> List<byte[]> golden(Topic<T> topic) {
        String now = SEEDS.stream()
                .map(seed -> HexFormat.of().formatHex(Avros.randomBytes(topic, new Random(seed))) + "\n")
                .reduce("", String::concat);
        return Fixtures.text("golden/" + topic.name() + ".hex", now)
                .lines()
                .map(HexFormat.of()::parseHex)
                .toList();
    }
}
