package io.gridcast.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table with room for four entries, on a real RocksDB. */
class TableTest {
    private static final int IN_HEAP = 4;
    private static final int KEYS = 15;

    @TempDir
    Path directory;

    private final Counted layout = new Counted();

    @Test
    void whatIsEvictedIsFoundAgain() {
        onATable(table -> {
            var random = new Random(7);
            Map<String, Integer> expected = new HashMap<>();
            for (int i = 0; i < 20_000; i++) {
                String key = "k" + random.nextInt(KEYS);
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> {
                        table.put(key, i);
                        expected.put(key, i);
                    }
                    case 3 -> {
                        table.delete(key);
                        expected.remove(key);
                    }
                    case 4 -> {
                        Map<String, Integer> all = new TreeMap<>();
                        table.forEach(new byte[0], all::put);
                        assertThat(all).isEqualTo(new TreeMap<>(expected));
                    }
                    default -> assertThat(table.get(key)).isEqualTo(expected.get(key));
                }
            }
        });
    }

    @Test
    void whatIsUsedAgainAndAgainStaysInHeap() {
        onATable(table -> {
            for (int i = 0; i < KEYS; i++) {
                table.put("k" + i, i);
            }
            table.get("k3");
            int before = layout.reads;

            for (int i = 0; i < 10 * KEYS; i++) {
                table.get("k3");
                table.put("passing-" + i, i);
            }

            assertThat(layout.reads).isEqualTo(before);
        });
    }

    @Test
    void whatIsNotUsedLeavesTheHeap() {
        onATable(table -> {
            table.put("left", 1);
            for (int i = 0; i < 2 * IN_HEAP; i++) {
                table.put("k" + i, i);
            }

            assertThat(table.get("left")).isEqualTo(1);
            assertThat(layout.reads).isEqualTo(1);
        });
    }

    private void onATable(Work work) {
        StoreDefinition<Table<String, Integer>> definition = StoreDefinition.table("numbers", layout, IN_HEAP);
        var topology = new Topology()
                .addSource(
                        "source",
                        Serdes.String().deserializer(),
                        Serdes.String().deserializer(),
                        "in")
                .addProcessor("work", new Working(definition, work), "source");
        var settings = new Properties();
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        try (var driver = new TopologyTestDriver(topology, settings)) {
            driver.createInputTopic("in", new StringSerializer(), new StringSerializer())
                    .pipeInput("go", "on");
        }
    }

    @FunctionalInterface
    private interface Work {
        void on(Table<String, Integer> table);
    }

    private record Working(StoreDefinition<Table<String, Integer>> definition, Work work)
            implements ProcessorSupplier<String, String, Void, Void> {
        @Override
        public Processor<String, String, Void, Void> get() {
            return new ContextualProcessor<>() {
                @Override
                public void process(Record<String, String> record) {
                    work.on(context().getStateStore(definition.name()));
                }
            };
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(definition);
        }
    }

    /** Counts how often a value is decoded. */
    private static final class Counted extends TextKeyed<Integer> {
        private int reads;

        @Override
        public byte[] writeValue(Integer value) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
        }

        @Override
        public Integer readValue(byte[] bytes) {
            reads++;
            return ByteBuffer.wrap(bytes).getInt();
        }
    }
}
