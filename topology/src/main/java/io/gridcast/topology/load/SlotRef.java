package io.gridcast.topology.load;

import io.gridcast.state.Layout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A slot of a series, ordered by series and time. */
record SlotRef(String seriesId, long slotMs) implements Comparable<SlotRef> {
    @Override
    public int compareTo(SlotRef other) {
        int bySeries = seriesId.compareTo(other.seriesId);
        return bySeries != 0 ? bySeries : Long.compare(slotMs, other.slotMs);
    }

    /** A layout whose keys are slots. */
    abstract static class Keyed<V> implements Layout<SlotRef, V> {
        @Override
        public final byte[] writeKey(SlotRef key) {
            byte[] series = key.seriesId.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(series.length + Long.BYTES)
                    .put(series)
                    .putLong(key.slotMs)
                    .array();
        }

        @Override
        public final SlotRef readKey(byte[] bytes) {
            int series = bytes.length - Long.BYTES;
            return new SlotRef(
                    new String(bytes, 0, series, StandardCharsets.UTF_8),
                    ByteBuffer.wrap(bytes).getLong(series));
        }
    }
}
