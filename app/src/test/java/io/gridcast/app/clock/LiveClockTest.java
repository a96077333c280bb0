package io.gridcast.app.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.app.embedded.EmbeddedBroker;
import io.gridcast.serdes.Ticks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> TOPICS = List.of("models.commands.v1", "meter.readings.v1");

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static Map<String, Object> client;
    private static Admin admin;

    private volatile Instant wallTime = NOON;
    private final List<LiveClock> clocks = new ArrayList<>();

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory);
        client = Map.of("bootstrap.servers", broker.bootstrapServers());
        admin = Admin.create(client);
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @BeforeEach
    void createTopics() throws Exception {
        admin.createTopics(
                        List.of(new NewTopic(TOPICS.get(0), 1, (short) 1), new NewTopic(TOPICS.get(1), 3, (short) 1)))
                .all()
                .get();
    }

    @AfterEach
    void deleteTopics() throws Exception {
        clocks.forEach(LiveClock::close);
        admin.deleteTopics(TOPICS).all().get();
        until(() -> admin.listTopics().names().get().stream().noneMatch(TOPICS::contains));
    }

    @Test
    void everyPartitionGetsATickForEachFullSecondWithTheEarliestTimeOfTheNext() {
        startClock(() -> NOON.plusMillis(250));

        until(() -> ticks("meter.readings.v1", 2).size() == 1);

        List<TopicPartition> all = new ArrayList<>(List.of(new TopicPartition("models.commands.v1", 0)));
        IntStream.range(0, 3).forEach(p -> all.add(new TopicPartition("meter.readings.v1", p)));
        assertThat(all).allSatisfy(partition -> {
            ConsumerRecord<byte[], byte[]> tick =
                    ticks(partition.topic(), partition.partition()).get(0);
            assertThat(tick.timestamp()).isEqualTo(NOON.toEpochMilli());
            assertThat(tick.key()).isNull();
            assertThat(tick.value()).isNull();
            assertThat(Ticks.origin(tick.headers())).isEqualTo(Ticks.CLOCK);
            assertThat(Ticks.nextMs(tick.headers())).hasValue(NOON.toEpochMilli() + 1000);
        });
    }

    @Test
    void timeNeverGoesBackWhenTheWallClockDoes() {
        LiveClock clock = startClock(() -> wallTime);
        until(() -> times().size() == 1);

        wallTime = NOON.minusSeconds(30);
        until(() -> clock.trouble().orElse("").contains("behind the last tick"));
        wallTime = NOON.plusSeconds(2);
        until(() -> times().size() == 2);

        assertThat(times()).containsExactly(NOON, NOON.plusSeconds(2));
        until(() -> clock.trouble().isEmpty());
    }

    @Test
    void ofTwoClocksOneTicksAndTheOtherGoesOnWhereItStopped() {
        LiveClock first = startClock(() -> wallTime);
        until(first::isLeading);
        LiveClock second = startClock(() -> wallTime.minusSeconds(1));
        until(() -> times().size() == 1);

        LiveClock leader = second.isLeading() ? second : first;
        LiveClock other = leader == first ? second : first;
        leader.close();
        until(other::isLeading);
        wallTime = NOON.plusSeconds(10);
        until(() -> times().size() == 2);

        assertThat(times()).isSorted().doesNotHaveDuplicates();
        assertThat(leader.isLeading()).isFalse();
    }

    @Test
    void aTickThatDoesNotComeAfterTheLastOneIsRefused() {
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            TickWriter writer = new TickWriter(producer, TOPICS);
            writer.tick(NOON, NOON.plusSeconds(3600));

            assertThatThrownBy(() -> writer.tick(NOON, NOON.plusSeconds(3600)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("does not come after");
            assertThatThrownBy(() -> writer.tick(NOON.plusSeconds(1), NOON.plusSeconds(1)))
                    .hasMessageContaining("next tick");
            writer.flush();
        }

        assertThat(times()).containsExactly(NOON);
    }

    private LiveClock startClock(InstantSource wall) {
        LiveClock clock = LiveClock.start(client, TOPICS, wall);
        clocks.add(clock);
        return clock;
    }

    private static List<Instant> times() {
        return ticks("models.commands.v1", 0).stream()
                .map(tick -> Instant.ofEpochMilli(tick.timestamp()))
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> ticks(String topic, int partition) {
        List<ConsumerRecord<byte[], byte[]>> ticks = new ArrayList<>();
        TopicPartition from = new TopicPartition(topic, partition);
        try (var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(from));
            consumer.seekToBeginning(List.of(from));
            long end = consumer.endOffsets(List.of(from)).getOrDefault(from, 0L);
            while (consumer.position(from) < end) {
                consumer.poll(Duration.ofMillis(50)).forEach(ticks::add);
            }
        }
        return ticks;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) {
        long giveUpNs = System.nanoTime() + 20_000_000_000L;
        try {
            while (!condition.holds()) {
                assertThat(System.nanoTime()).as("deadline of 20 s").isLessThan(giveUpNs);
                Thread.onSpinWait();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
