package io.gridcast.serdes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.serdes.avro.MalformedRecordException;
import io.gridcast.serdes.codec.Codec;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.serdes.registry.SchemaMissingException;
import io.gridcast.serdes.registry.SchemaUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
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

    @Test
    void theRegistryIsAskedOnceForAllRecords() {
        var counted = new CountingRegistry(registry);
        var counting = new TopicCodec<>(Topics.METER_READINGS, counted);

        for (int i = 0; i < 100; i++) {
            assertThat(counting.decode(counting.encode(READING))).isEqualTo(READING);
        }

        assertThat(counted.questions()).isEqualTo(2); // one id to write with, one text of that id
    }

    @Test
    void magicByteOneIsRefusedByName() {
        byte[] value = codec.encode(READING);
        value[0] = 1;

        assertThatThrownBy(() -> codec.decode(value))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("magic byte 1")
                .hasMessageContaining("schema GUID");
    }

    @Test
    void valuesThatAreNotInTheWireFormatAreRefused() {
        for (byte[] value : List.of(new byte[0], new byte[] {0, 0, 0}, "{\"a\":1}".getBytes(UTF_8), new byte[5])) {
            assertThatThrownBy(() -> codec.decode(value)).isInstanceOf(MalformedRecordException.class);
        }
    }

    @Test
    void anIdThatTheRegistryDoesNotKnowIsTheRecordsFault() {
        byte[] value = Schemas.onTheWire(77, Topics.METER_READINGS.codec().encode(READING));

        assertThatThrownBy(() -> codec.decode(value))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("schema id 77");
    }

    @Test
    void aRecordOfAnotherTopicIsRefusedWithBothNames() {
        var price = new TopicCodec<>(Topics.MARKET_PRICES, registry);
        byte[] value = codec.encode(READING);

        assertThatThrownBy(() -> price.decode(value))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("io.gridcast.v1.MeterReading")
                .hasMessageContaining("io.gridcast.v1.MarketPrice");
    }

    @Test
    void aSchemaThatMeansMicrosecondsIsRefusedForItsUnit() {
        String micros = Topics.METER_READINGS.codec().schemaText().replace("timestamp-millis", "timestamp-micros");
        int id = registry.register("other-value", micros);
        byte[] value = Schemas.onTheWire(id, Topics.METER_READINGS.codec().encode(READING));

        assertThatThrownBy(() -> codec.decode(value))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("intervalStart is timestamp-micros, must be timestamp-millis");
    }

    @Test
    void aSchemaThatDiffersInItsDocsAloneIsReadDirectly() {
        String other = Topics.METER_READINGS.codec().schemaText().replace("Energy in the interval", "Work done");
        int id = registry.register("meter.readings.v1-value", other);
        byte[] value = Schemas.onTheWire(id, Topics.METER_READINGS.codec().encode(READING));

        assertThat(codec.decode(value)).isEqualTo(READING);
        assertThat(registry.register(
                        "meter.readings.v1-value", Topics.METER_READINGS.codec().schemaText()))
                .isNotEqualTo(id);
    }

    @Test
    void aNewerSchemasBytesAreBoundedBeforeAvroReadsThem() {
        String newer =
                Schemas.withFieldAdded(Topics.METER_READINGS.codec().schema()).toString();
        int id = registry.register("meter.readings.v1-value", newer);
        byte[] hugeText = {2, (byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0xF, 'x'};

        assertThatThrownBy(() -> codec.decode(Schemas.onTheWire(id, hugeText)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("1 are left");
    }

    @Test
    void withUseLatestRecordsAreWrittenInTheSubjectsNewestSchema() {
        registry.register(
                "meter.readings.v1-value", Topics.METER_READINGS.codec().schemaText());
        Schema newer = Schemas.withFieldAdded(Topics.METER_READINGS.codec().schema());
        int id = registry.register("meter.readings.v1-value", newer.toString());

        byte[] value = new TopicCodec<>(Topics.METER_READINGS, registry, SchemaUse.LATEST).encode(READING);

        assertThat(WireFormat.schemaId(value)).isEqualTo(id);
        GenericRecord read = Avros.read(Arrays.copyOfRange(value, 5, value.length), newer, newer);
        assertThat(read.get("meterId")).hasToString("M1");
        assertThat(codec.decode(value)).isEqualTo(READING);
    }

    @Test
    void withoutAutoRegisterAnUnknownSchemaIsNotWritten() {
        var looking = new TopicCodec<>(Topics.METER_READINGS, registry, SchemaUse.LOOK_UP);

        assertThatThrownBy(() -> looking.encode(READING))
                .isInstanceOf(SchemaMissingException.class)
                .hasMessageContaining("auto.register.schemas");
        assertThat(registry.subjects()).isEmpty();
    }

    @Test
    void deadLettersAreTheBytesThatCame() {
        byte[] raw = {1, 2, 3};
        var letters = new TopicCodec<>(Topics.DEAD_LETTERS, registry);

        assertThat(letters.encode(raw)).isEqualTo(raw);
        assertThat(letters.decode(raw)).isEqualTo(raw);
        assertThat(registry.subjects()).isEmpty();
    }

    @Test
    void topLevelBytesFollowTheSchemaIdWithoutALength() {
        var topic = new Topic<>(
                "raw",
                Codec.bytes(),
                value -> "",
                PartitionGroup.CONTROL,
                Cleanup.DELETE,
                Topic.FOR_EVER,
                false,
                false);
        var bytes = new TopicCodec<>(topic, registry);

        byte[] value = bytes.encode(new byte[] {7, 8});

        assertThat(value).containsExactly(0, 0, 0, 0, 1, 7, 8);
        assertThat(bytes.decode(value)).containsExactly(7, 8);
    }
}
