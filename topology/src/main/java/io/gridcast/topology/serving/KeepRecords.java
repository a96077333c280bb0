package io.gridcast.topology.serving;

import io.gridcast.core.pack.PackTrust;
import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.registry.RegistryException;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.flow.Route;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Puts records into the stores of their group. Ticks are skipped; what cannot be read, or lies under a key that is not its own, is left
 * out: those who work on it set it aside.
 *
 * @param trust whose packs are shown
 * @param atHand receives what is newest, too
 */
public record KeepRecords(ServedStores group, ServingConfig config, PackTrust trust, AtHand atHand, Codecs codecs)
        implements ProcessorSupplier<Route, byte[], Void, Void> {
    @Override
    public Processor<Route, byte[], Void, Void> get() {
        Map<String, Clerk<?>> clerks = new HashMap<>();
        filings().forEach(filing -> clerks.put(filing.topic().name(), Clerk.of(filing, codecs)));
        return new Keeper(clerks);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return group.builders(config);
    }

    private List<Filing<?>> filings() {
        return switch (group) {
            case SERIES -> Filing.ofSeries();
            case ZONES -> Filing.ofZones();
            case MODELS -> Filing.ofModels(trust);
        };
    }

    /** Reads and files the records of one topic. */
    private record Clerk<T>(Filing<T> filing, TopicCodec<T> codec) {
        static <T> Clerk<T> of(Filing<T> filing, Codecs codecs) {
            return new Clerk<>(filing, codecs.codec(filing.topic()));
        }

        void file(byte[] key, byte[] value, Cabinet cabinet) {
            T record = codec.decode(value);
            if (filing.topic().keyOf(record).equals(new String(key, StandardCharsets.UTF_8))) {
                filing.drawer().put(record, cabinet);
            }
        }
    }

    private final class Keeper implements Processor<Route, byte[], Void, Void> {
        private final Map<String, Clerk<?>> clerks;
        private ProcessorContext<Void, Void> context;
        private Cabinet cabinet;
        private AtHand.Hand hand;

        @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process
        Keeper(Map<String, Clerk<?>> clerks) {
            this.clerks = clerks;
        }

        @Override
        public void init(ProcessorContext<Void, Void> opened) {
            context = opened;
            hand = atHand.open(group, opened.taskId().partition());
            cabinet = new Cabinet(
                    opened.getStateStore(group.newest()), opened.getStateStore(group.records()), hand, config.keep());
        }

        @Override
        public void close() {
            hand.close();
        }

        @Override
        public void process(Record<Route, byte[]> record) {
            byte[] value = record.value();
            if (value == null || record.key() == null || Ticks.isTick(record.headers())) {
                return;
            }
            byte[] key = record.key().key();
            Clerk<?> clerk = clerks.get(context.recordMetadata().orElseThrow().topic());
            if (key == null || clerk == null) {
                return;
            }
            cabinet.take(value, record.timestamp());
            try {
                clerk.file(key, value, cabinet);
            } catch (RegistryException | KafkaException notTheRecordsFault) {
                throw notTheRecordsFault;
            } catch (RuntimeException unreadable) {
                // left out here, set aside where it is worked on
            }
        }
    }
}
