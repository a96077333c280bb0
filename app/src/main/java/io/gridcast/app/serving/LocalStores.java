package io.gridcast.app.serving;

import io.gridcast.topology.serving.AtHand;
import io.gridcast.topology.serving.NewestValue;
import io.gridcast.topology.serving.RecordsValue;
import io.gridcast.topology.serving.ServedStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/** The stores that lie on this instance, and what is at hand of them. Thread-safe. */
final class LocalStores {
    static final long NOT_KNOWN = -1;

    private final KafkaStreams streams;
    private final AtHand atHand;

    LocalStores(KafkaStreams streams, AtHand atHand) {
        this.streams = streams;
        this.atHand = atHand;
    }

    /** Answers a question about one newest value without waiting for a store; empty where that cannot be. */
    Optional<Answers> askAtHand(Question question, HostInfo self) {
        return question instanceof Question.Newest newest && newest.isOfOneKey()
                ? atHand.newest(newest.stores(), newest.partition(), newest.from())
                        .map(value -> new Found(newest.from().get(), value.timeMs(), value.bytes()))
                        .map(found -> Answers.current(List.of(List.of(found)), name(self)))
                : Optional.empty();
    }

    /**
     * Answers questions, all or none.
     *
     * @param standby whether copies may answer, or stores that are still being restored
     * @param self as which this instance answers
     * @return empty if the stores are not here, or not yet
     */
    Optional<Answers> ask(List<Question> questions, boolean standby, HostInfo self) {
        List<List<Found>> found = new ArrayList<>();
        try {
            for (Question question : questions) {
                found.add(
                        question instanceof Question.Newest newest
                                ? newest(newest, standby)
                                : records((Question.Records) question, standby));
            }
        } catch (InvalidStateStoreException | IllegalStateException notHere) {
            return Optional.empty();
        }
        long behind = 0;
        if (standby) {
            Map<String, Map<Integer, LagInfo>> lags = lags();
            for (Question question : questions) {
                behind = worse(behind, lag(lags, question.stores(), question.partition()));
            }
        }
        return Optional.of(new Answers(found, Set.of(name(self)), standby, behind));
    }

    private static String name(HostInfo self) {
        return self.host() + ":" + self.port();
    }

    /** The worse of two lags. */
    static long worse(long lag, long other) {
        return lag == NOT_KNOWN || other == NOT_KNOWN ? NOT_KNOWN : Math.max(lag, other);
    }

    private Map<String, Map<Integer, LagInfo>> lags() {
        try {
            return streams.allLocalStorePartitionLags();
        } catch (KafkaException | IllegalStateException brokerAway) {
            return Map.of();
        }
    }

    private static long lag(Map<String, Map<Integer, LagInfo>> lags, ServedStores stores, int partition) {
        return worse(lag(lags, stores.newest(), partition), lag(lags, stores.records(), partition));
    }

    private static long lag(Map<String, Map<Integer, LagInfo>> lags, String store, int partition) {
        LagInfo info = lags.getOrDefault(store, Map.of()).get(partition);
        return info == null ? NOT_KNOWN : info.offsetLag();
    }

    private List<Found> newest(Question.Newest question, boolean standby) {
        ReadOnlyKeyValueStore<Bytes, byte[]> store =
                open(question.stores().newest(), QueryableStoreTypes.keyValueStore(), question, standby);
        List<Found> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = question.isBackward()
                ? store.reverseRange(question.from(), question.to())
                : store.range(question.from(), question.to())) {
            while (all.hasNext() && found.size() < question.limit()) {
                KeyValue<Bytes, byte[]> each = all.next();
                if (!each.key.equals(question.to())) {
                    NewestValue value = NewestValue.read(each.value);
                    found.add(new Found(each.key.get(), value.timeMs(), value.bytes()));
                }
            }
        }
        return found;
    }

    private List<Found> records(Question.Records question, boolean standby) {
        long fromMs = Math.max(0, question.fromMs());
        if (fromMs >= question.toMs()) {
            return List.of();
        }
        ReadOnlyWindowStore<Bytes, byte[]> store =
                open(question.stores().records(), QueryableStoreTypes.windowStore(), question, standby);
        Instant from = Instant.ofEpochMilli(fromMs);
        Instant last = Instant.ofEpochMilli(question.toMs() - 1);
        List<Found> found = new ArrayList<>();
        try (WindowStoreIterator<byte[]> all = question.isBackward()
                ? store.backwardFetch(question.key(), from, last)
                : store.fetch(question.key(), from, last)) {
            while (all.hasNext() && found.size() < question.limit()) {
                KeyValue<Long, byte[]> each = all.next();
                add(question.key().get(), each.key, each.value, question.isBackward(), found);
            }
        }
        return found;
    }

    private static void add(byte[] key, long timeMs, byte[] stored, boolean isBackward, List<Found> found) {
        byte[][] records = RecordsValue.read(stored).toArray(byte[][]::new);
        if (isBackward) {
            Collections.reverse(Arrays.asList(records));
        }
        for (byte[] record : records) {
            found.add(new Found(key, timeMs, record));
        }
    }

    private <T> T open(String name, QueryableStoreType<T> type, Question question, boolean standby) {
        StoreQueryParameters<T> wanted =
                StoreQueryParameters.fromNameAndType(name, type).withPartition(question.partition());
        return streams.store(standby ? wanted.enableStaleStores() : wanted);
    }
}
