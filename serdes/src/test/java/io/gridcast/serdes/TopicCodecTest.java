package io.gridcast.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.serdes.avro.MalformedRecordException;
import io.gridcast.serdes.registry.LocalRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TopicCodecTest {
    private static final MeterReading READING = new MeterReading(
            "M1", Instant.parse("2026-11-21T09:00:00Z"), Duration.ofMinutes(15), 1.25, ReadingQuality.MEASURED);

    private final LocalRegistry registry = new LocalRegistry();
    private final TopicCodec<MeterReading> codec = new TopicCodec<>(Topics.METER_READINGS, registry);

    @Test
    void aValueBeginsWithZeroAndTheIdOfTheRegisteredSchema() {
        byte[] value = codec.encode(READING);

        assertThat(Arrays.copyOf(value, 5)).containsExactly(0, 0, 0, 0, 1);
        assertThat(registry.latest("meter.readings.v1-value").orElseThrow().id())
                .isEqualTo(1);
    }

    @Test
    void whatWasEncodedIsDecodedByAnotherInstance() {
        byte[] value = codec.encode(READING);

        assertThat(new TopicCodec<>(Topics.METER_READINGS, registry).decode(value))
                .isEqualTo(READING);
    }

    @Test
    void bytesLeftOverBehindTheRecordAreAnError() {
        byte[] value = codec.encode(READING);

        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(value, value.length + 1)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("1 bytes are left over");
    }
}
