package io.gridcast.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a value's fields one behind the other, big-endian; {@link BytesReader} reads them back. */
public final class BytesWriter {
    private ByteBuffer buffer = ByteBuffer.allocate(64);

    /** One byte. */
    public BytesWriter putByte(int value) {
        room(1).put((byte) value);
        return this;
    }

    /** Four bytes. */
    public BytesWriter putInt(int value) {
        room(4).putInt(value);
        return this;
    }

    /** Eight bytes. */
    public BytesWriter putLong(long value) {
        room(8).putLong(value);
        return this;
    }

    /** One to ten bytes, few for numbers near zero of either sign. */
    public BytesWriter putVarLong(long value) {
        long rest = (value << 1) ^ (value >> 63);
        ByteBuffer to = room(10);
        while ((rest & ~0x7FL) != 0) {
            to.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        to.put((byte) rest);
        return this;
    }

    /** Eight bytes, every bit kept. */
    public BytesWriter putDouble(double value) {
        return putLong(Double.doubleToRawLongBits(value));
    }

    /** Length and bytes. */
    public BytesWriter putBytes(byte[] value) {
        putInt(value.length);
        room(value.length).put(value);
        return this;
    }

    /** Length and UTF-8. */
    public BytesWriter putText(String value) {
        return putBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Length and floats. */
    public BytesWriter putFloats(float[] values) {
        putInt(values.length);
        room(4 * values.length).asFloatBuffer().put(values);
        buffer.position(buffer.position() + 4 * values.length);
        return this;
    }

    /** Everything written so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int size = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            ByteBuffer larger = ByteBuffer.allocate(size);
            larger.put(buffer.flip());
            buffer = larger;
        }
        return buffer;
    }
}
