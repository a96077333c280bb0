package io.gridcast.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.grid.MeterReading;
import io.gridcast.serdes.avro.MalformedRecordException;
import io.gridcast.serdes.registry.CompatibilityLevel;
import io.gridcast.serdes.registry.IncompatibleSchemaException;
import io.gridcast.serdes.registry.InvalidSchemaException;
import io.gridcast.serdes.registry.RegistryClient;
import io.gridcast.serdes.registry.RegistryConfig;
import io.gridcast.serdes.registry.SchemaUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client against an Apicurio Registry that profile {@code apicurio} unpacks, through its Confluent-compatible interface. */
@EnabledIfSystemProperty(named = "gridcast.apicurio", matches = ".+")
class ApicurioTest {
    private static Process process;
    private static String url;

    static Stream<Topic<?>> topics() {
        return Avros.topicOfEachSchema();
    }

    @BeforeAll
    static void start() throws IOException {
        Path folder = Path.of(System.getProperty("gridcast.apicurio"));
        int port = freePort();
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx300m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        runner(folder).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling("apicurio.log").toFile())
                .start();
        url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
        var patient = new RegistryClient(RegistryConfig.of(Map.of(
                "schema.registry.url", url,
                "max.retries", 480,
                "retries.wait.ms", 250,
                "retries.max.wait.ms", 250)));
        assertThat(patient.latest("nothing-value")).isEmpty();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void recordsAreWrittenByOneClientAndReadByAnother(Topic<T> topic) {
        T record = RandomRecords.of(topic, new Random(1));

        byte[] value = new TopicCodec<>(topic, client()).encode(record);

        assertThat(Avros.again(new TopicCodec<>(topic, client()), value))
                .isEqualTo(topic.codec().encode(record));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void theTextOfAnIdIsTheTextThatWasRegistered(Topic<?> topic) {
        int id = client().register(topic.subject(), topic.codec().schemaText());

        assertThat(client().schema(id)).contains(topic.codec().schemaText());
        assertThat(client().find(topic.subject(), topic.codec().schemaText()))
                .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo(id));
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void bytesOfANewerSchemaAreReadByOurs(Topic<T> topic) {
        var newer = Schemas.withFieldAdded(topic.codec().schema());
        String subject = "evolved-" + topic.subject();
        client().register(subject, topic.codec().schemaText());
        int id = client().register(subject, newer.toString());
        byte[] old = Avros.randomBytes(topic, new Random(2));
        byte[] written = Avros.write(Avros.read(old, topic.codec().schema(), newer));

        assertThat(Avros.again(new TopicCodec<>(topic, client()), Schemas.onTheWire(id, written)))
                .isEqualTo(old);
    }

    @Test
    void theCheckAtStartRegistersAllTopicsAndMakesThemBackwardCompatible() {
        new SchemaCheck(client(), SchemaUse.REGISTER).run(Topics.all());
        new SchemaCheck(client(), SchemaUse.LOOK_UP).run(Topics.all());

        for (Topic<?> topic : Avros.topics()) {
            assertThat(client().latest(topic.subject())).isPresent();
            assertThat(client().compatibility(topic.subject())).isEqualTo(CompatibilityLevel.BACKWARD);
        }
    }

    @Test
    void anIncompatibleSchemaIsRefusedWithThePlace() {
        RegistryClient client = client();
        client.register("strict-value", Topics.METER_READINGS.codec().schemaText());
        client.setCompatibility("strict-value", CompatibilityLevel.BACKWARD);
        String required = Schemas.withRequiredFieldAdded(
                        Topics.METER_READINGS.codec().schema())
                .toString();

        assertThat(client.incompatibilities("strict-value", required))
                .singleElement()
                .asString()
                .contains(Schemas.ADDED);
        assertThatThrownBy(() -> client.register("strict-value", required))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining(Schemas.ADDED);
    }

    @Test
    void aTextThatIsNoSchemaIsRefused() {
        assertThatThrownBy(() -> client().register("broken-value", "{\"type\":\"recrod\"}"))
                .isInstanceOf(InvalidSchemaException.class);
    }

    @Test
    void anIdThatIsNotThereIsTheRecordsFault() {
        var codec = new TopicCodec<>(Topics.METER_READINGS, client());

        assertThatThrownBy(() -> codec.decode(Schemas.onTheWire(1_000_000, new byte[0])))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("schema id 1000000");
    }

    @Test
    void aPlainSerdeNeedsNothingButTheAddress() {
        try (Serde<MeterReading> serde = GridcastSerdes.of(Topics.METER_READINGS)) {
            serde.configure(Map.of("schema.registry.url", url), false);
            var reading = RandomRecords.of(Topics.METER_READINGS, new Random(3));

            byte[] value = serde.serializer().serialize("meter.readings.v1", reading);

            assertThat(serde.deserializer().deserialize("meter.readings.v1", value))
                    .isEqualTo(reading);
        }
    }

    private static RegistryClient client() {
        return new RegistryClient(RegistryConfig.of(Map.of("schema.registry.url", url)));
    }

    private static Path runner(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
