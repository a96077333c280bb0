package io.gridcast.topology.load;

import io.gridcast.state.Layout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Something to be done about a slot at the first tick at or after {@code atMs}.
 *
 * @param kind what, in the step's own numbering, 0 to 127
 */
record Due(long atMs, String seriesId, long slotMs, int kind) {
    /** By time, then series, slot and kind. */
    static final Comparator<Due> ORDER = Comparator.comparingLong(Due::atMs)
            .thenComparing(Due::seriesId)
            .thenComparingLong(Due::slotMs)
            .thenComparingInt(Due::kind);

    /** The value is the resolution of the slot, ms. */
    static final Layout<Due, Long> LAYOUT = new Layout<>() {
        @Override
        public byte[] writeKey(Due due) {
            byte[] series = due.seriesId.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(series.length + 17)
                    .putLong(due.atMs)
                    .put(series)
                    .putLong(due.slotMs)
                    .put((byte) due.kind)
                    .array();
        }

        @Override
        public Due readKey(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int series = bytes.length - 17;
            return new Due(
                    in.getLong(0),
                    new String(bytes, 8, series, StandardCharsets.UTF_8),
                    in.getLong(8 + series),
                    in.get(bytes.length - 1));
        }

        @Override
        public byte[] writeValue(Long resolutionMs) {
            return ByteBuffer.allocate(Long.BYTES).putLong(resolutionMs).array();
        }

        @Override
        public Long readValue(byte[] bytes) {
            return ByteBuffer.wrap(bytes).getLong();
        }
    };
}
