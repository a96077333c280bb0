package io.gridcast.topology.serving;

import java.time.Duration;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/** The stores of one task, and the record that is being put into them. Everything done twice is as if done once. */
final class Cabinet {
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private final KeyValueStore<Bytes, byte[]> newest;
    private final WindowStore<Bytes, byte[]> records;
    private final AtHand.Hand hand;
    private final long keepMs;
    private byte[] bytes = {};
    private long timestampMs;
    private long latestMs;

    Cabinet(KeyValueStore<Bytes, byte[]> newest, WindowStore<Bytes, byte[]> records, AtHand.Hand hand, Duration keep) {
        this.newest = newest;
        this.records = records;
        this.hand = hand;
        this.keepMs = keep.toMillis();
    }

    /** What the next calls put: the record's value, as it lay on its topic, and its timestamp. */
    void take(byte[] value, long recordTimestampMs) {
        bytes = value;
        timestampMs = recordTimestampMs;
    }

    /** The timestamp of the record. */
    long timestampMs() {
        return timestampMs;
    }

    /** Keeps it in the place of an older one. */
    void newest(Bytes key, long timeMs) {
        byte[] before = newest.get(key);
        if (before == null || NewestValue.timeMs(before) <= timeMs) {
            byte[] stored = new NewestValue(timeMs, bytes).stored();
            newest.put(key, stored);
            hand.put(key, stored);
        }
    }

    /**
     * As {@link #newest(Bytes, long)}; once a day it also lets go of what begins with {@code prefix} and was not renewed for as long as
     * series of records are kept: what models say that are gone.
     */
    void newestAmong(Bytes prefix, Bytes key, long timeMs) {
        byte @Nullable [] before = newest.get(key);
        if (before == null || Math.floorDiv(NewestValue.timeMs(before), DAY_MS) != Math.floorDiv(timeMs, DAY_MS)) {
            letGo(prefix, timeMs - keepMs);
        }
        newest(key, timeMs);
    }

    /** Keeps it in the place of what was there at this time. */
    void record(Bytes key, long timeMs) {
        if (canBeKept(timeMs)) {
            records.put(key, RecordsValue.of(bytes), timeMs);
        }
    }

    /** Keeps it beside what was there at this time, at most {@link RecordsValue#MOST}. */
    void recordBeside(Bytes key, long timeMs) {
        if (canBeKept(timeMs)) {
            byte[] before = records.fetch(key, timeMs);
            byte[] now = before == null ? RecordsValue.of(bytes) : RecordsValue.with(before, bytes);
            if (now != before) {
                records.put(key, now, timeMs);
            }
        }
    }

    /** A time far ahead would move the store's time and with it everything else out of the store. */
    private boolean canBeKept(long timeMs) {
        boolean isAhead = timeMs > timestampMs + keepMs;
        if (timeMs < 0 || isAhead || timeMs <= latestMs - keepMs) {
            return false;
        }
        latestMs = Math.max(latestMs, timeMs);
        return true;
    }

    private void letGo(Bytes prefix, long olderThanMs) {
        try (KeyValueIterator<Bytes, byte[]> all = newest.prefixScan(prefix, new BytesSerializer())) {
            while (all.hasNext()) {
                var each = all.next();
                if (NewestValue.timeMs(each.value) < olderThanMs) {
                    newest.delete(each.key);
                    hand.remove(each.key);
                }
            }
        }
    }
}
