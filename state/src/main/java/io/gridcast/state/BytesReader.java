package io.gridcast.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link BytesWriter} wrote, in the same order. */
public final class BytesReader {
    private final ByteBuffer buffer;

    /** Reads from the first of {@code bytes}. */
    public BytesReader(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes);
    }

    /** One byte, signed. */
    public int getByte() {
        return buffer.get();
    }

    /** Four bytes. */
    public int getInt() {
        return buffer.getInt();
    }

    /** Eight bytes. */
    public long getLong() {
        return buffer.getLong();
    }

    /** A number of {@link BytesWriter#putVarLong}. */
    public long getVarLong() {
        long rest = 0;
        int shift = 0;
        long next;
        do {
            next = buffer.get();
            rest |= (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return (rest >>> 1) ^ -(rest & 1);
    }

    /** Eight bytes. */
    public double getDouble() {
        return Double.longBitsToDouble(buffer.getLong());
    }

    /** Length and bytes. Nothing is allocated for a length before the bytes are known to be there. */
    public byte[] getBytes() {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] value = new byte[length];
        buffer.get(value);
        return value;
    }

    /** Length and UTF-8. */
    public String getText() {
        return new String(getBytes(), StandardCharsets.UTF_8);
    }

    /** Length and floats. */
    public float[] getFloats() {
        float[] values = new float[buffer.getInt()];
        buffer.asFloatBuffer().get(values);
        buffer.position(buffer.position() + 4 * values.length);
        return values;
    }

    /** Whether anything is left. */
    public boolean hasMore() {
        return buffer.hasRemaining();
    }
}
