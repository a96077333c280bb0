package io.gridcast.topology.load;

import io.gridcast.state.Layout;
import io.gridcast.topology.load.WaitingLine.Waiter;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Some of those in a {@link WaitingLine}, one behind the other in bytes. */
final class WaitingChunk {
    private static final int HEADER = 1 + 2 * Long.BYTES;
    private static final byte TICK = 1;
    private static final byte READING = 2;

    private ByteBuffer bytes;

    WaitingChunk() {
        this(ByteBuffer.allocate(1024));
    }

    private WaitingChunk(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int length() {
        return bytes.position();
    }

    void clear() {
        bytes.clear();
    }

    void addTick(long tickMs, long nextMs) {
        room(HEADER);
        bytes.put(TICK).putLong(tickMs).putLong(nextMs);
    }

    void addReading(long timestampMs, long recordOffset, byte[] key, byte[] value) {
        room(HEADER + 2 * Integer.BYTES + key.length + value.length);
        bytes.put(READING)
                .putLong(timestampMs)
                .putLong(recordOffset)
                .putInt(key.length)
                .put(key)
                .putInt(value.length)
                .put(value);
    }

    /** The one that begins at {@code offset}. */
    Waiter at(int offset) {
        ByteBuffer in = ByteBuffer.wrap(bytes.array(), offset, bytes.position() - offset);
        boolean isTick = in.get() == TICK;
        long timeMs = in.getLong();
        long number = in.getLong();
        return isTick ? Waiter.tick(timeMs, number, in.position()) : Waiter.reading(timeMs, number, in);
    }

    private void room(int more) {
        if (bytes.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * bytes.capacity(), bytes.position() + more));
            larger.put(bytes.flip());
            bytes = larger;
        }
    }

    /** By number. A chunk of nothing is still one byte long, because a store takes an empty value for none. */
    static final Layout<Long, WaitingChunk> LAYOUT = new Layout<>() {
        @Override
        public byte[] writeKey(Long number) {
            return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        }

        @Override
        public Long readKey(byte[] key) {
            return ByteBuffer.wrap(key).getLong();
        }

        @Override
        public byte[] writeValue(WaitingChunk chunk) {
            byte[] all = new byte[1 + chunk.length()];
            System.arraycopy(chunk.bytes.array(), 0, all, 1, chunk.length());
            return all;
        }

        @Override
        public WaitingChunk readValue(byte[] value) {
            ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOfRange(value, 1, Math.max(1024, value.length)));
            return new WaitingChunk(bytes.position(value.length - 1));
        }
    };
}
