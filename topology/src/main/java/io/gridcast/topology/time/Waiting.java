package io.gridcast.topology.time;

import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A record that waits for its time.
 *
 * @param sequence order in which the task took it in
 * @param knownAtMs the tick behind it; {@link #NOT_YET} until that has come
 */
record Waiting(
        long sequence,
        long knownAtMs,
        String origin,
        String topic,
        byte[] key,
        byte @Nullable [] value,
        long timestampMs,
        int partition,
        long offset) {
    static final long NOT_YET = Long.MAX_VALUE;

    boolean isKnown() {
        return knownAtMs != NOT_YET;
    }

    Waiting withSequence(long number) {
        return new Waiting(number, NOT_YET, origin, topic, key, value, timestampMs, partition, offset);
    }

    Waiting knownAt(long tickMs) {
        return new Waiting(sequence, tickMs, origin, topic, key, value, timestampMs, partition, offset);
    }

    KnownRecord toKnownRecord() {
        return new KnownRecord(topic, origin, key, value, timestampMs, knownAtMs, partition, offset);
    }

    /** By sequence. */
    static final Layout<Long, Waiting> LAYOUT = new Layout<>() {
        @Override
        public byte[] writeKey(Long sequence) {
            return ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
        }

        @Override
        public Long readKey(byte[] bytes) {
            return ByteBuffer.wrap(bytes).getLong();
        }

        @Override
        public byte[] writeValue(Waiting it) {
            BytesWriter out = new BytesWriter()
                    .putLong(it.sequence)
                    .putLong(it.knownAtMs)
                    .putText(it.origin)
                    .putText(it.topic)
                    .putBytes(it.key)
                    .putLong(it.timestampMs)
                    .putInt(it.partition)
                    .putLong(it.offset)
                    .putByte(it.value == null ? 0 : 1);
            return it.value == null ? out.toBytes() : out.putBytes(it.value).toBytes();
        }

        @Override
        public Waiting readValue(byte[] bytes) {
            var in = new BytesReader(bytes);
            long sequence = in.getLong();
            long knownAtMs = in.getLong();
            String origin = in.getText();
            String topic = in.getText();
            byte[] key = in.getBytes();
            long timestampMs = in.getLong();
            int partition = in.getInt();
            long offset = in.getLong();
            byte @Nullable [] value = in.getByte() == 0 ? null : in.getBytes();
            return new Waiting(sequence, knownAtMs, origin, topic, key, value, timestampMs, partition, offset);
        }
    };
}
