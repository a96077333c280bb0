package io.gridcast.app.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.config.EngineConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.embedded.EmbeddedBroker;
import io.gridcast.state.NamedBytes;
import io.gridcast.state.StoreDefinition;
import io.gridcast.state.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kill in the middle of removing a store leaves some of its files; the engine must start all the same, and know what it knew. */
class HalfAStoreTest {
    private static final StoreDefinition<Table<String, byte[]>> COUNTS =
            StoreDefinition.table("counts", new NamedBytes(), 100);
    private static final int MANY = 60_000;
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private EmbeddedBroker broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("kafka"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("in", 1, (short) 1), new NewTopic("out", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CURRENT", "MANIFEST-.*", ".*\\.sst", "(CURRENT|MANIFEST-.*|IDENTITY)"})
    void whatIsLeftOfAStoreIsRemovedAndRestored(String gone) throws Exception {
        try (Engine engine = start()) {
            send(3);
            assertThat(counted(3)).isEqualTo("3");
            engine.requireNoFailure();
        }
        assertThat(remove(gone)).as("files removed").isPositive();

        try (Engine engine = start()) {
            send(1);
            assertThat(counted(4)).isEqualTo("4");
            engine.requireNoFailure();
        }
    }

    @Test
    void whileAStoreIsRestoredTheEngineIsNotReady() throws Exception {
        try (Engine engine = start()) {
            sendKeys(MANY);
            assertThat(counted(MANY)).isEqualTo("1");
            engine.requireNoFailure();
        }
        assertThat(remove(".*")).as("files removed").isPositive();

        try (Engine engine = starting()) {
            long most = 0;
            boolean isReady = false;
            while (!isReady) {
                isReady = engine.trouble().isEmpty();
                long left = leftToRestore(engine);
                most = Math.max(most, left);
                assertThat(isReady && left > 0)
                        .as("ready with " + left + " records left to restore")
                        .isFalse();
                engine.requireNoFailure();
            }
            assertThat(most).as("records that were seen to be missing").isPositive();
            send(1);
            assertThat(counted(MANY + 1)).as("the second of this key").isEqualTo("2");
        }
    }

    private static long leftToRestore(Engine engine) {
        return engine.application("count").orElseThrow().allLocalStorePartitionLags().values().stream()
                .flatMap(partitions -> partitions.values().stream())
                .mapToLong(LagInfo::offsetLag)
                .sum();
    }

    private Engine start() throws InterruptedException {
        Engine engine = starting();
        engine.awaitRunning(RUNNING_WITHIN);
        return engine;
    }

    private Engine starting() {
        EngineConfig config = EngineConfig.read(new Settings(
                Map.of("engine.state-dir", directory.resolve("state").toString(), "engine.instance", "a")));
        return Engine.start(
                config,
                KafkaCluster.of(broker.bootstrapServers()),
                List.of(new Application("count", topology(), true)));
    }

    private static Topology topology() {
        return new Topology()
                .addSource("in", "in")
                .addProcessor("count", new CounterSupplier(), "in")
                .addSink("out", "out", "count");
    }

    private int remove(String gone) throws IOException {
        Path store = directory.resolve("state/gridcast-count/0_0/rocksdb/counts");
        int removed = 0;
        try (Stream<Path> files = Files.list(store)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().matches(gone)) {
                    Files.delete(file);
                    removed++;
                }
            }
        }
        return removed;
    }

    private void send(int times) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < times; i++) {
                producer.send(new ProducerRecord<>("in", "k".getBytes(UTF_8), new byte[] {1}))
                        .get();
            }
        }
    }

    /** One of each key, the last one {@code k}. */
    private void sendKeys(int keys) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = keys - 1; i >= 0; i--) {
                byte[] key = (i == 0 ? "k" : "k" + i).getBytes(UTF_8);
                producer.send(new ProducerRecord<>("in", key, new byte[] {1}));
            }
            producer.flush();
        }
    }

    /** The n-th count that was written. */
    private String counted(int n) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var out = new TopicPartition("out", 0);
            consumer.assign(List.of(out));
            consumer.seekToBeginning(List.of(out));
            int seen = 0;
            while (true) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (++seen == n) {
                        return new String(record.value(), UTF_8);
                    }
                }
            }
        }
    }

    private static final class CounterSupplier implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new Counter();
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(COUNTS);
        }
    }

    private static final class Counter extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @SuppressWarnings("NullAway.Init") // set by init
        private Table<String, byte[]> counts;

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            counts = context.getStateStore(COUNTS.name());
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            String key = new String(record.key(), UTF_8);
            byte[] before = counts.get(key);
            String after = String.valueOf(before == null ? 1 : Integer.parseInt(new String(before, UTF_8)) + 1);
            counts.put(key, after.getBytes(UTF_8));
            context().forward(record.withValue(after.getBytes(UTF_8)));
        }
    }
}
