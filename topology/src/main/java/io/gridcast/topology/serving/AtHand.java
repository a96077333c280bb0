package io.gridcast.topology.serving;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Bytes;

/**
 * The newest values that tasks of this instance have put since they began, so that whoever asks for one of them need not wait: a store of
 * Kafka Streams is locked while it is written, and so is the list of tasks that leads to it. What is not at hand may still be in the store.
 *
 * <p>Thread-safe; reads take no lock.
 */
public final class AtHand {
    /** Held for one partition; beyond it, keys that are not held yet are left to the store. */
    private static final long MOST_BYTES = 16L << 20;

    private final Map<Place, Hand> hands = new ConcurrentHashMap<>();

    private record Place(ServedStores stores, int partition) {}

    /** The newest value of a key, if the task that works on the partition is here and has put it. */
    public Optional<NewestValue> newest(ServedStores stores, int partition, Bytes key) {
        Hand hand = hands.get(new Place(stores, partition));
        return hand == null
                ? Optional.empty()
                : Optional.ofNullable(hand.values.get(key)).map(NewestValue::read);
    }

    /** Begins anew for a task that begins; what the one before put there is forgotten. */
    Hand open(ServedStores stores, int partition) {
        var hand = new Hand(new Place(stores, partition));
        hands.put(hand.place, hand);
        return hand;
    }

    /** What one task has put; for its thread. */
    final class Hand {
        private final Place place;
        private final Map<Bytes, byte[]> values = new ConcurrentHashMap<>();
        private long bytes;

        private Hand(Place place) {
            this.place = place;
        }

        /** Follows what was put into the store. */
        void put(Bytes key, byte[] stored) {
            byte[] before = values.get(key);
            long more = stored.length - (before == null ? -key.get().length : before.length);
            if (before != null || bytes + more <= MOST_BYTES) {
                values.put(key, stored);
                bytes += more;
            }
        }

        /** Follows what was taken out of the store. */
        void remove(Bytes key) {
            byte[] before = values.remove(key);
            if (before != null) {
                bytes -= before.length + key.get().length;
            }
        }

        /** The task ends: nothing of it is at hand any more. */
        void close() {
            hands.remove(place, this);
        }
    }
}
