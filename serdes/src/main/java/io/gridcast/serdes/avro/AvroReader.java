package io.gridcast.serdes.avro;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads Avro's binary encoding from an array. Nothing is allocated for a length before the bytes are known to be there, and
 * whatever cannot be a value throws {@link MalformedRecordException}. Not thread-safe.
 */
public final class AvroReader {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] buffer;
    private int position;

    /** Reads from {@code from} to the end of {@code buffer}, which must not change meanwhile. */
    public AvroReader(byte[] buffer, int from) {
        this.buffer = buffer;
        this.position = from;
    }

    /** Bytes not yet read. */
    public int remaining() {
        return buffer.length - position;
    }

    /** Requires that everything has been read. */
    public void end() {
        if (position != buffer.length) {
            throw malformed(remaining() + " bytes are left over behind the record");
        }
    }

    /** Avro {@code boolean}. */
    public boolean bool() {
        byte value = next();
        if (value != 0 && value != 1) {
            throw malformed("a boolean is " + value + ", must be 0 or 1");
        }
        return value == 1;
    }

    /** Avro {@code int}. */
    public int int32() {
        long value = int64();
        if (value != (int) value) {
            throw malformed("an int is " + value + ", beyond 32 bits");
        }
        return (int) value;
    }

    /** Avro {@code long}. */
    public long int64() {
        long raw = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = next();
            raw |= (b & 0x7FL) << shift;
            if (b >= 0) {
                if (shift == 63 && b > 1) {
                    break;
                }
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw malformed("a number is longer than 64 bits");
    }

    /** Avro {@code float}. */
    public float float32() {
        need(Float.BYTES);
        float value = Float.intBitsToFloat((int) INTS.get(buffer, position));
        position += Float.BYTES;
        return value;
    }

    /** Avro {@code double}. */
    public double float64() {
        need(Double.BYTES);
        double value = Double.longBitsToDouble((long) LONGS.get(buffer, position));
        position += Double.BYTES;
        return value;
    }

    /** Avro {@code string}. */
    public String string() {
        int length = length("a text");
        String value = new String(buffer, position, length, StandardCharsets.UTF_8);
        if (value.indexOf('\uFFFD') >= 0) {
            requireUtf8(length);
        }
        position += length;
        return value;
    }

    private void requireUtf8(int length) {
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, position, length));
        } catch (CharacterCodingException e) {
            throw new MalformedRecordException("at byte " + position + ": a text is not UTF-8", e);
        }
    }

    /** Avro {@code bytes}. */
    public byte[] bytes() {
        int length = length("a byte string");
        position += length;
        return Arrays.copyOfRange(buffer, position - length, position);
    }

    /** All bytes that are left, as they are. */
    public byte[] rest() {
        int from = position;
        position = buffer.length;
        return Arrays.copyOfRange(buffer, from, position);
    }

    /** Avro {@code timestamp-millis}. */
    public Instant instant() {
        return Instant.ofEpochMilli(int64());
    }

    /** A {@code long} of milliseconds. */
    public Duration duration() {
        return Duration.ofMillis(int64());
    }

    /** Avro {@code enum}, whose symbols must be {@code constants} in their order. */
    public <E extends Enum<E>> E symbol(E[] constants) {
        return constants[index(constants.length, "symbol")];
    }

    /** Whether the second branch of a union of null and something follows. */
    public boolean present() {
        return index(2, "branch") == 1;
    }

    /**
     * Avro {@code array} or {@code map}: the number of items in the next block, 0 at the end.
     *
     * @param leastBytes the fewest bytes that an item can have, at least 1
     */
    public int block(int leastBytes) {
        long count = int64();
        if (count < 0) {
            long bytes = int64();
            if (bytes < 0 || bytes > remaining()) {
                throw malformed("a block has " + bytes + " bytes, " + remaining() + " are left");
            }
            count = -count;
        }
        if (count < 0 || count > remaining() / leastBytes) {
            throw malformed("a block has " + count + " items of at least " + leastBytes + " bytes, " + remaining()
                    + " bytes are left");
        }
        return (int) count;
    }

    /**
     * Avro {@code array}.
     *
     * @param leastBytes the fewest bytes that an item can have, at least 1
     */
    public <T> List<T> list(int leastBytes, Function<AvroReader, T> item) {
        List<T> values = new ArrayList<>();
        for (int count = block(leastBytes); count > 0; count = block(leastBytes)) {
            for (int i = 0; i < count; i++) {
                values.add(item.apply(this));
            }
        }
        return values;
    }

    /** Avro {@code array} of {@code float}. */
    public float[] floats() {
        float[] values = new float[0];
        int size = 0;
        for (int count = block(Float.BYTES); count > 0; count = block(Float.BYTES)) {
            if (size + count > values.length) {
                values = Arrays.copyOf(values, size == 0 ? count : Math.max(size + count, 2 * size));
            }
            for (int i = 0; i < count; i++) {
                values[size++] = float32();
            }
        }
        return size == values.length ? values : Arrays.copyOf(values, size);
    }

    /**
     * Avro {@code array} of {@code double} that must have exactly {@code count} items.
     *
     * @param into receives them from {@code from} on
     */
    public void doubles(double[] into, int from, int count) {
        int read = 0;
        for (int items = block(Double.BYTES); items > 0; items = block(Double.BYTES)) {
            if (items > count - read) {
                throw malformed("a step has more than the " + count + " values that its variables name");
            }
            for (int i = 0; i < items; i++) {
                into[from + read++] = float64();
            }
        }
        if (read != count) {
            throw malformed("a step has " + read + " values, its variables name " + count);
        }
    }

    /** Avro {@code bytes} that hold big-endian floats. */
    public float[] packedFloats() {
        int length = length("a matrix");
        if (length % Float.BYTES != 0) {
            throw malformed("a matrix has " + length + " bytes, no multiple of " + Float.BYTES);
        }
        float[] values = new float[length / Float.BYTES];
        ByteBuffer.wrap(buffer, position, length).asFloatBuffer().get(values);
        position += length;
        return values;
    }

    /**
     * Avro {@code map}; a name that is there twice is malformed.
     *
     * @param leastBytes the fewest bytes that a value can have
     */
    public <V> SortedMap<String, V> map(int leastBytes, Function<AvroReader, V> item) {
        SortedMap<String, V> values = new TreeMap<>();
        for (int count = block(1 + leastBytes); count > 0; count = block(1 + leastBytes)) {
            for (int i = 0; i < count; i++) {
                String name = string();
                if (values.put(name, item.apply(this)) != null) {
                    throw malformed("a map holds '" + name + "' twice");
                }
            }
        }
        return values;
    }

    /** An exception that names the place in the bytes. */
    public MalformedRecordException malformed(String what) {
        return new MalformedRecordException("at byte " + position + ": " + what);
    }

    int index(int count, String of) {
        int index = int32();
        if (index < 0 || index >= count) {
            throw malformed(of + " " + index + " of " + count + " does not exist");
        }
        return index;
    }

    void skip(int bytes) {
        need(bytes);
        position += bytes;
    }

    int length(String of) {
        long length = int64();
        if (length < 0 || length > remaining()) {
            throw malformed(of + " has " + length + " bytes, " + remaining() + " are left");
        }
        return (int) length;
    }

    private byte next() {
        need(1);
        return buffer[position++];
    }

    private void need(int bytes) {
        if (bytes > remaining()) {
            throw malformed("the record ends early: " + bytes + " bytes are needed, " + remaining() + " are left");
        }
    }
}
