package io.gridcast.app.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.cli.Gridcast;
import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.cluster.TopicReader;
import io.gridcast.app.embedded.EmbeddedBroker;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.app.topics.TopicSetup;
import io.gridcast.serdes.DeadLetters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterOfficeTest {
    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaCluster cluster;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        cluster = KafkaCluster.of(broker.bootstrapServers());
        try (Admin admin = cluster.admin()) {
            new TopicSetup(cluster, admin, Keep.EVERYTHING).create(Partitions.of(1), Optional.empty());
        }
        try (var producer =
                new KafkaProducer<>(cluster.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(letter("meter.readings.v1", "M1", "garbage")).get();
            producer.send(letter("scada.measurements.v1", "S1", "fine now")).get();
            producer.send(letter("load-observation-sums-repartition", "S1", "inner"))
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void theListShowsWhereEachLetterCameFromAndWhatWasWrong() {
        assertThat(run("list")).isZero();

        assertThat(out.toString().lines().toList())
                .hasSize(5)
                .satisfies(lines -> assertThat(lines.get(1))
                        .contains("meter.readings.v1-0@41", "M1", "load-observation/0_0/decode", "no magic byte"))
                .endsWith("3 dead letters");
    }

    @Test
    void theListAsJsonCarriesTheBytes() throws Exception {
        assertThat(run("list", "--json", "--topic", "meter.readings.v1")).isZero();

        assertThat(out.toString().lines()).singleElement().satisfies(line -> {
            JsonNode letter = new ObjectMapper().readTree(line);
            assertThat(letter.get("offset").asLong()).isZero();
            assertThat(letter.get("topic").asText()).isEqualTo("meter.readings.v1");
            assertThat(letter.get("originalOffset").asLong()).isEqualTo(41);
            assertThat(letter.get("cause").asText()).isEqualTo("no magic byte");
            assertThat(letter.get("value").binaryValue()).isEqualTo("garbage".getBytes(UTF_8));
        });
    }

    @Test
    void aMendedLetterGoesBackToItsTopicWithItsKeyAndHeadersAndTheNewBytes() throws Exception {
        Path mended = Files.writeString(directory.resolve("mended"), "mended");

        assertThat(run("replay", "--offset", "0", "--value", mended.toString())).isZero();

        assertThat(out.toString()).startsWith("0 -> meter.readings.v1-0@").contains("1 sent");
        assertThat(records("meter.readings.v1")).last().satisfies(back -> {
            assertThat(new String(back.key(), UTF_8)).isEqualTo("M1");
            assertThat(new String(back.value(), UTF_8)).isEqualTo("mended");
            assertThat(back.headers().toArray())
                    .singleElement()
                    .satisfies(header -> assertThat(header.key()).isEqualTo("trace"));
        });
    }

    @Test
    void allLettersOfATopicGoBackAsTheyAreWithTheirOwnTime() {
        assertThat(run("replay", "--topic", "scada.measurements.v1", "--keep-timestamp"))
                .isZero();

        assertThat(records("scada.measurements.v1")).singleElement().satisfies(back -> {
            assertThat(new String(back.value(), UTF_8)).isEqualTo("fine now");
            assertThat(back.timestamp()).isEqualTo(1_500_000_000_000L);
        });
    }

    @Test
    void aLetterFromAnInternalTopicStaysAndTheReasonIsSaid() {
        assertThat(run("replay", "--offset", "2")).isEqualTo(1);

        assertThat(err.toString())
                .startsWith("error: dead letter 2 came from load-observation-sums-repartition")
                .contains("mend: ")
                .doesNotContain("\tat ");
    }

    @Test
    void anOffsetWithoutALetterIsSaid() {
        assertThat(run("replay", "--offset", "4711")).isEqualTo(1);

        assertThat(err.toString()).startsWith("error: there is no dead letter at offset 4711");
    }

    @Test
    void withoutAChoiceOfLettersNothingIsSent() {
        assertThat(run("replay")).isEqualTo(2);

        assertThat(err.toString()).contains("--offset").contains("--topic");
    }

    private int run(String command, String... more) {
        List<String> args = new ArrayList<>(List.of("dead-letters", command));
        args.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        args.addAll(List.of(more));
        return Gridcast.run(new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new));
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        TopicReader.read(cluster.client(), new TopicPartition(topic, 0), 0, records::add);
        return records;
    }

    private static ProducerRecord<byte[], byte[]> letter(String topic, String key, String value) {
        var letter = new ProducerRecord<>("dead.letters.v1", key.getBytes(UTF_8), value.getBytes(UTF_8));
        letter.headers()
                .add("trace", bytes("abc"))
                .add(DeadLetters.TOPIC, bytes(topic))
                .add(DeadLetters.PARTITION, bytes("0"))
                .add(DeadLetters.OFFSET, bytes("41"))
                .add(DeadLetters.TIMESTAMP, bytes("1500000000000"))
                .add(DeadLetters.CAUSE, bytes("no magic byte"))
                .add(DeadLetters.WHERE, bytes("load-observation/0_0/decode"));
        return letter;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
