package io.gridcast.app.serving;

import io.gridcast.topology.serving.ServedStores;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/** What is asked of the stores of one partition. An answer ends with the entry of the store in which it has {@code limit} records. */
public sealed interface Question {
    /** The highest limit. */
    int MOST = 10_000;

    /** Which stores. */
    ServedStores stores();

    /** Of which partition. */
    int partition();

    /** How many records are wanted. */
    int limit();

    /** Whether the last entries come first. */
    boolean isBackward();

    /**
     * What is newest, by key.
     *
     * @param from first key
     * @param to first key that is not wanted any more
     */
    record Newest(ServedStores stores, int partition, Bytes from, Bytes to, int limit, boolean isBackward)
            implements Question {
        public Newest {
            requireLimit(limit);
        }

        /** Exactly this key. */
        public static Newest of(ServedStores stores, int partition, Bytes key) {
            return new Newest(stores, partition, key, behind(key), 1, false);
        }

        /** Whether there is only one key between. */
        boolean isOfOneKey() {
            return to.equals(behind(from));
        }

        private static Bytes behind(Bytes key) {
            return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
        }
    }

    /**
     * Records of one key, by time.
     *
     * @param fromMs first time
     * @param toMs first time that is not wanted any more
     */
    record Records(ServedStores stores, int partition, Bytes key, long fromMs, long toMs, int limit, boolean isBackward)
            implements Question {
        public Records {
            requireLimit(limit);
        }
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is " + limit + ", must be from 1 to " + MOST);
        }
    }
}
