package io.gridcast.topology.serving;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the stores: a kind and what the record is about, UTF-8, with a zero byte between. So keys of one kind lie side by side, in the
 * order of what they are about, and those that begin with the same parts do, too.
 */
public final class ServedKey {
    private static final char BETWEEN = 0;

    private ServedKey() {}

    /** The key of exactly these parts. */
    public static Bytes of(ServedKind kind, String... parts) {
        return Bytes.wrap(text(kind, parts).getBytes(StandardCharsets.UTF_8));
    }

    /** What all keys begin with that have these parts and more. */
    public static Bytes prefix(ServedKind kind, String... parts) {
        return Bytes.wrap((text(kind, parts) + BETWEEN).getBytes(StandardCharsets.UTF_8));
    }

    /** The first key behind all those that begin with {@code prefix}. */
    public static Bytes behind(Bytes prefix) {
        byte[] last = prefix.get().clone();
        last[last.length - 1]++;
        return Bytes.wrap(last);
    }

    /** Whether a text can be part of a key. */
    public static boolean canHold(String part) {
        return part.indexOf(BETWEEN) < 0;
    }

    /** A part that sorts as its number does, for numbers from 0. */
    public static String number(long number) {
        return String.format("%019d", number);
    }

    /** Whether a key is of this kind. */
    public static boolean isOf(ServedKind kind, byte[] key) {
        return new String(key, StandardCharsets.UTF_8).startsWith(kind.word() + BETWEEN);
    }

    /** The parts of a key behind its kind. */
    public static String[] parts(byte[] key) {
        String[] all = new String(key, StandardCharsets.UTF_8).split(String.valueOf(BETWEEN), -1);
        return Arrays.copyOfRange(all, 1, all.length);
    }

    private static String text(ServedKind kind, String... parts) {
        var text = new StringBuilder(kind.word());
        for (String part : parts) {
            if (!canHold(part)) {
                throw new IllegalArgumentException("a part of a key holds a zero character");
            }
            text.append(BETWEEN).append(part);
        }
        return text.toString();
    }
}
