package io.gridcast.app.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    private static final Instant PAST = Instant.parse("2015-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2095-01-01T00:00:00Z");

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenWithAnOldOrAFutureTimestampIsThereAfterARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic("t", 1, (short) 1)))
                        .all()
                        .get();
            }
            write(broker, "old", PAST);
            write(broker, "future", FUTURE);
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            assertThat(read(broker, 2)).containsExactly("old@" + PAST, "future@" + FUTURE);
        }
    }

    @Test
    void aDirectoryInUseIsRefusedAndFreeAgainAfterTheStop() {
        try (EmbeddedBroker first = EmbeddedBroker.start(directory)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory))
                    .isInstanceOf(ExplainedException.class)
                    .hasMessageContaining(directory + " is in use")
                    .hasMessageContaining("--data-dir");
            first.close();
        }

        BrokerDirectory.open(directory).close();
    }

    @Test
    void aTakenPortIsRefusedByItsNumber() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, taken.getLocalPort()))
                    .isInstanceOf(ExplainedException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }

        BrokerDirectory.open(directory).close();
    }

    @Test
    void aDiskThatIsNearlyFullIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> BrokerDirectory.requireRoom(directory, 10 << 20))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("10 MiB free");
    }

    private static void write(EmbeddedBroker broker, String value, Instant timestamp) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("t", 0, timestamp.toEpochMilli(), null, value.getBytes(UTF_8)))
                    .get();
        }
    }

    private static List<String> read(EmbeddedBroker broker, int count) {
        List<String> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition("t", 0)));
            consumer.seekToBeginning(consumer.assignment());
            for (int polls = 0; polls < 100 && found.size() < count; polls++) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(r ->
                                found.add(new String(r.value(), UTF_8) + "@" + Instant.ofEpochMilli(r.timestamp())));
            }
        }
        return found;
    }
}
