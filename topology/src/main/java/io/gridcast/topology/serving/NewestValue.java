package io.gridcast.topology.serving;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A value in a store of what is newest: when it is of, eight bytes, then the record as it lay on its topic.
 *
 * @param timeMs as the kind of record has it: its slot, its issue …
 */
public record NewestValue(long timeMs, byte[] bytes) {
    /** Reads a stored value. */
    public static NewestValue read(byte[] stored) {
        return new NewestValue(timeMs(stored), Arrays.copyOfRange(stored, Long.BYTES, stored.length));
    }

    static long timeMs(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong();
    }

    byte[] stored() {
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(timeMs)
                .put(bytes)
                .array();
    }
}
