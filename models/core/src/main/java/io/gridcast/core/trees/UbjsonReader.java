package io.gridcast.core.trees;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Universal Binary JSON (ubjson.org, draft 12), as far as XGBoost writes it. Bounded: it makes no array longer
 * than the bytes that are there, and nests no deeper than {@link #MAX_DEPTH}.
 *
 * <p>Objects become {@code Map<String, Object>}, arrays {@code List<Object>} or, of one type of number, {@code double[]};
 * numbers become {@code Double}.
 */
final class UbjsonReader {
    static final int MAX_DEPTH = 32;

    private final ByteBuffer bytes;
    private int depth;

    private UbjsonReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** @throws InvalidTreesException if the bytes are cut off or no UBJSON */
    static Object read(byte[] bytes) {
        var reader = new UbjsonReader(bytes);
        try {
            return reader.value(reader.marker());
        } catch (BufferUnderflowException e) {
            throw new InvalidTreesException("the model ends in the middle of a value, at byte " + bytes.length, e);
        }
    }

    private Object value(char marker) {
        return switch (marker) {
            case '{' -> object();
            case '[' -> array();
            case 'S' -> text();
            case 'T' -> Boolean.TRUE;
            case 'F' -> Boolean.FALSE;
            case 'Z' -> "";
            case 'C' -> String.valueOf((char) bytes.get());
            default -> number(marker);
        };
    }

    private Map<String, Object> object() {
        enter();
        Map<String, Object> fields = new LinkedHashMap<>();
        char marker = marker();
        int count = Integer.MAX_VALUE;
        if (marker == '#') {
            count = length(marker());
            marker = count > 0 ? marker() : '}';
        }
        for (int i = 0; i < count && marker != '}'; i++) {
            String key = utf8(length(marker));
            fields.put(key, value(marker()));
            marker = i + 1 < count ? marker() : '}';
        }
        depth--;
        return fields;
    }

    private Object array() {
        enter();
        Object array = elements(marker());
        depth--;
        return array;
    }

    private Object elements(char first) {
        if (first == '$') {
            char type = marker();
            expect('#', marker());
            return numbers(type, length(marker()));
        }
        List<Object> values = new ArrayList<>();
        if (first == '#') {
            int count = length(marker());
            for (int i = 0; i < count; i++) {
                values.add(value(marker()));
            }
            return values;
        }
        for (char marker = first; marker != ']'; marker = marker()) {
            values.add(value(marker));
        }
        return values;
    }

    private double[] numbers(char type, int count) {
        int size = switch (type) {
            case 'i', 'U' -> 1;
            case 'I' -> 2;
            case 'l', 'd' -> 4;
            case 'L', 'D' -> 8;
            default -> throw unknown(type);
        };
        if ((long) count * size > bytes.remaining()) {
            throw new InvalidTreesException("an array at byte " + bytes.position() + " of the model says that it holds "
                    + count + " numbers, but only " + bytes.remaining() + " bytes follow");
        }
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = number(type);
        }
        return values;
    }

    private double number(char type) {
        return switch (type) {
            case 'i' -> bytes.get();
            case 'U' -> bytes.get() & 0xff;
            case 'I' -> bytes.getShort();
            case 'l' -> bytes.getInt();
            case 'L' -> bytes.getLong();
            case 'd' -> bytes.getFloat();
            case 'D' -> bytes.getDouble();
            default -> throw unknown(type);
        };
    }

    private String text() {
        return utf8(length(marker()));
    }

    private String utf8(int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** A length that can still be true: no value is shorter than one byte. */
    private int length(char type) {
        double length = number(type);
        if (length < 0 || length > bytes.remaining()) {
            throw new InvalidTreesException("a length at byte " + bytes.position() + " of the model is " + (long) length
                    + ", but " + bytes.remaining() + " bytes follow");
        }
        return (int) length;
    }

    private char marker() {
        char marker = (char) (bytes.get() & 0xff);
        while (marker == 'N') {
            marker = (char) (bytes.get() & 0xff);
        }
        return marker;
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new InvalidTreesException(
                    "the model nests deeper than " + MAX_DEPTH + " at byte " + bytes.position());
        }
    }

    private void expect(char expected, char found) {
        if (found != expected) {
            throw unknown(found);
        }
    }

    private InvalidTreesException unknown(char marker) {
        return new InvalidTreesException("byte " + (bytes.position() - 1) + " of the model is " + (int) marker
                + ", which is no UBJSON type there");
    }
}
