package io.gridcast.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.serdes.registry.IncompatibleSchemaException;
import io.gridcast.serdes.registry.LocalRegistry;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaEvolutionTest {
    private static final int RECORDS = 20;

    private final LocalRegistry registry = new LocalRegistry();

    static Stream<Topic<?>> topics() {
        return Avros.topicOfEachSchema();
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void oldBytesAreReadByANewerSchema(Topic<T> topic) {
        Schema ours = topic.codec().schema();
        Schema newer = Schemas.withFieldAdded(ours);
        var random = new Random(1);
        for (int i = 0; i < RECORDS; i++) {
            byte[] old = Avros.randomBytes(topic, random);

            GenericRecord read = Avros.read(old, ours, newer);

            assertThat(read.get(Schemas.ADDED)).isNull();
            byte[] back = Avros.write(Avros.read(Avros.write(read), newer, ours));
            assertThat(topic.codec().encode(topic.codec().decode(back))).isEqualTo(old);
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void bytesOfANewerSchemaAreReadByOurs(Topic<T> topic) {
        Schema ours = topic.codec().schema();
        Schema newer = Schemas.withFieldAdded(ours);
        int ourId = registry.register(topic.subject(), topic.codec().schemaText());
        int newId = registry.register(topic.subject(), newer.toString());
        var codec = new TopicCodec<>(topic, registry);
        var random = new Random(2);
        for (int i = 0; i < RECORDS; i++) {
            byte[] old = Avros.randomBytes(topic, random);
            GenericRecord written = Avros.read(old, ours, newer);
            written.put(Schemas.ADDED, "from a newer release");

            byte[] again = Avros.again(codec, Schemas.onTheWire(newId, Avros.write(written)));

            assertThat(newId).isNotEqualTo(ourId);
            assertThat(again).isEqualTo(old);
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void bytesOfAnOlderSchemaWithoutOurOptionalFieldsAreRead(Topic<T> topic) {
        Schema ours = topic.codec().schema();
        Schema older = Schemas.withoutOptionalFields(ours);
        int oldId = registry.register(topic.subject(), older.toString());
        registry.register(topic.subject(), topic.codec().schemaText());
        var codec = new TopicCodec<>(topic, registry);
        var random = new Random(3);
        for (int i = 0; i < RECORDS; i++) {
            byte[] old = Avros.write(Avros.read(Avros.randomBytes(topic, random), ours, older));

            byte[] again = Avros.again(codec, Schemas.onTheWire(oldId, old));

            assertThat(Avros.write(Avros.read(again, ours, older))).isEqualTo(old);
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aNewFieldWithoutDefaultIsRefused(Topic<?> topic) {
        registry.register(topic.subject(), topic.codec().schemaText());
        String newer = Schemas.withRequiredFieldAdded(topic.codec().schema()).toString();

        assertThatThrownBy(() -> registry.register(topic.subject(), newer))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining(topic.subject())
                .hasMessageContaining(Schemas.ADDED)
                .hasMessageContaining("default");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void theReleasedSchemaIsReadByTheCurrentOne(Topic<?> topic) {
        Schema current = topic.codec().schema();
        String text = Fixtures.text("released/v1/" + current.getName() + ".avsc", current.toString(true) + "\n");
        Schema released = new Schema.Parser().parse(text);

        List<String> obstacles = new SchemaConversion(released, current).obstacles();

        assertThat(obstacles).isEmpty();
    }
}
