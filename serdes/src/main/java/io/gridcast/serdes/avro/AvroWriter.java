package io.gridcast.serdes.avro;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Writes Avro's binary encoding into a buffer that grows and is used again. The same values give the same bytes: every NaN is
 * written as the canonical one, and maps in the order of the map given. Not thread-safe; {@link #forThisThread()} gives each
 * thread its own.
 */
public final class AvroWriter {
    private static final int FIRST_CAPACITY = 1024;
    private static final int KEPT_CAPACITY = 1 << 20;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_ENDIAN_INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final ThreadLocal<AvroWriter> OF_THREAD = ThreadLocal.withInitial(AvroWriter::new);

    private byte[] buffer = new byte[FIRST_CAPACITY];
    private int size;

    /** This thread's writer, emptied. Take the bytes before anything else on the thread encodes. */
    public static AvroWriter forThisThread() {
        AvroWriter writer = OF_THREAD.get();
        writer.clear();
        return writer;
    }

    /** Forgets what was written; gives a very large buffer back. */
    public void clear() {
        size = 0;
        if (buffer.length > KEPT_CAPACITY) {
            buffer = new byte[FIRST_CAPACITY];
        }
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /** One byte as it is, outside of Avro's encoding. */
    public void rawByte(int value) {
        room(1);
        buffer[size++] = (byte) value;
    }

    /** Four bytes, big-endian, outside of Avro's encoding. */
    public void rawInt(int value) {
        room(Integer.BYTES);
        BIG_ENDIAN_INTS.set(buffer, size, value);
        size += Integer.BYTES;
    }

    /** Bytes as they are, without a length. */
    public void rawBytes(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
    }

    /** Avro {@code boolean}. */
    public void bool(boolean value) {
        rawByte(value ? 1 : 0);
    }

    /** Avro {@code int}. */
    public void int32(int value) {
        int64(value);
    }

    /** Avro {@code long}; an {@code int} of the same value has the same bytes. */
    public void int64(long value) {
        room(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    /** Avro {@code float}. */
    public void float32(float value) {
        room(Float.BYTES);
        INTS.set(buffer, size, Float.floatToIntBits(value));
        size += Float.BYTES;
    }

    /** Avro {@code double}. */
    public void float64(double value) {
        room(Double.BYTES);
        LONGS.set(buffer, size, Double.doubleToLongBits(value));
        size += Double.BYTES;
    }

    /**
     * Avro {@code string}.
     *
     * @throws IllegalArgumentException if it holds half of a surrogate pair, which UTF-8 cannot say
     */
    public void string(String value) {
        int length = value.length();
        int start = size;
        int64(length);
        room(length);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                size = start;
                wideString(value);
                return;
            }
            buffer[size++] = (byte) c;
        }
    }

    private void wideString(String value) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            int length = encoded.remaining();
            int64(length);
            room(length);
            encoded.get(buffer, size, length);
            size += length;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text holds half of a surrogate pair, which cannot be written", e);
        }
    }

    /** Avro {@code bytes}. */
    public void bytes(byte[] value) {
        int64(value.length);
        rawBytes(value);
    }

    /** Avro {@code timestamp-millis}; what is finer than a millisecond is cut off. */
    public void instant(Instant value) {
        try {
            int64(value.toEpochMilli());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(value + " is beyond what milliseconds since 1970 can say", e);
        }
    }

    /** A {@code long} of milliseconds; what is finer than a millisecond is cut off. */
    public void duration(Duration value) {
        try {
            int64(value.toMillis());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(value + " is longer than milliseconds can say", e);
        }
    }

    /** Avro {@code enum}, whose symbols must be the constants in their order. */
    public void symbol(Enum<?> value) {
        int32(value.ordinal());
    }

    /** The branch of a union of null and something, null first; the something must follow if it is there. */
    public void present(boolean isPresent) {
        rawByte(isPresent ? 2 : 0);
    }

    /** Avro {@code array} in one block. */
    public <T> void list(List<T> values, BiConsumer<T, AvroWriter> item) {
        if (!values.isEmpty()) {
            int64(values.size());
            for (int i = 0; i < values.size(); i++) {
                item.accept(values.get(i), this);
            }
        }
        rawByte(0);
    }

    /** Avro {@code array} of {@code float} in one block. */
    public void floats(float[] values) {
        if (values.length > 0) {
            int64(values.length);
            room(Math.multiplyExact(values.length, Float.BYTES));
            for (float value : values) {
                INTS.set(buffer, size, Float.floatToIntBits(value));
                size += Float.BYTES;
            }
        }
        rawByte(0);
    }

    /** Avro {@code array} of {@code double} in one block: {@code count} values from {@code from} on. */
    public void doubles(double[] values, int from, int count) {
        if (count > 0) {
            int64(count);
            room(Math.multiplyExact(count, Double.BYTES));
            for (int i = from; i < from + count; i++) {
                LONGS.set(buffer, size, Double.doubleToLongBits(values[i]));
                size += Double.BYTES;
            }
        }
        rawByte(0);
    }

    /** Avro {@code bytes} that hold big-endian floats. */
    public void packedFloats(float[] values) {
        int length = Math.multiplyExact(values.length, Float.BYTES);
        int64(length);
        room(length);
        for (float value : values) {
            BIG_ENDIAN_INTS.set(buffer, size, Float.floatToIntBits(value));
            size += Float.BYTES;
        }
    }

    /** Avro {@code map} in one block, in the order of the map. */
    public <V> void map(Map<String, V> values, BiConsumer<V, AvroWriter> item) {
        if (!values.isEmpty()) {
            int64(values.size());
            values.forEach((name, value) -> {
                string(name);
                item.accept(value, this);
            });
        }
        rawByte(0);
    }

    private void room(int wanted) {
        if (wanted > buffer.length - size) {
            long least = (long) size + wanted;
            if (least > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("record is larger than 2 GB, the most that one array can hold");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(least, 2L * buffer.length)));
        }
    }
}
