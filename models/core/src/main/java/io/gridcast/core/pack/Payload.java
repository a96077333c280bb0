package io.gridcast.core.pack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Knows by their first bytes the files that must never be opened as models: pickles, which run code when they are read, and archives,
 * TorchScript among them, which may hold pickles and may unpack to any size. Nothing is unpacked to tell.
 */
public final class Payload {
    private static final int PICKLE = 0x80;
    private static final int FIRST_BINARY_PROTOCOL = 2;
    private static final int LAST_PROTOCOL = 5;
    private static final int MAX_ENTRIES = 10_000;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_HEADER_BYTES = 46;
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT_BYTES = 65_535;

    private static final List<String> TEXT_PICKLES =
            List.of("(lp", "(dp", "(ip", "c__builtin__\n", "ccopy_reg\n", "ccopyreg\n");

    private Payload() {}

    /** What the bytes are, where they must not be opened: {@code a TorchScript archive}. */
    public static Optional<String> danger(byte[] bytes) {
        if (startsWith(bytes, 'P', 'K', 3, 4) || startsWith(bytes, 'P', 'K', 5, 6)) {
            return Optional.of(archive(entries(bytes)));
        }
        if (bytes.length > 1
                && (bytes[0] & 0xff) == PICKLE
                && bytes[1] >= FIRST_BINARY_PROTOCOL
                && bytes[1] <= LAST_PROTOCOL) {
            return Optional.of("a Python pickle (protocol " + bytes[1] + ")");
        }
        String start = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
        if (TEXT_PICKLES.stream().anyMatch(start::startsWith)) {
            return Optional.of("a Python pickle (protocol 0)");
        }
        if (startsWith(bytes, 0x1f, 0x8b) || startsWith(bytes, 0x78, 0x9c) || startsWith(bytes, 0x78, 0xda)) {
            return Optional.of("compressed (gzip, zlib or joblib)");
        }
        return Optional.empty();
    }

    /** @throws InvalidPackException if the bytes must not be opened */
    public static void requireHarmless(String what, byte[] bytes) {
        danger(bytes).ifPresent(danger -> {
            throw new InvalidPackException(
                    what + " is " + danger,
                    "opening it could run code or unpack to any size, so models travel as plain data alone",
                    "export the model as ONNX (torch.onnx.export, skl2onnx), as XGBoost UBJ or JSON (save_model), or as linear"
                            + " weights, and pack that (gridcast models pack)");
        });
    }

    private static String archive(List<String> entries) {
        boolean torch = entries.stream()
                .anyMatch(
                        name -> name.endsWith("constants.pkl") || name.startsWith("code/") || name.contains("/code/"));
        if (torch) {
            return "a TorchScript archive";
        }
        return entries.stream().anyMatch(name -> name.endsWith(".pkl"))
                ? "a PyTorch archive with a Python pickle in it"
                : "a zip archive";
    }

    /** The names in the archive's directory at its end; empty where that is broken. */
    private static List<String> entries(byte[] bytes) {
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<String> names = new ArrayList<>();
        int end = end(zip);
        if (end < 0) {
            return names;
        }
        int at = zip.getInt(end + 16);
        while (names.size() < MAX_ENTRIES
                && at >= 0
                && at <= bytes.length - ENTRY_HEADER_BYTES
                && zip.getInt(at) == ENTRY) {
            int name = Short.toUnsignedInt(zip.getShort(at + 28));
            int from = at + ENTRY_HEADER_BYTES;
            names.add(new String(
                    Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + name)), StandardCharsets.UTF_8));
            at = from + name + Short.toUnsignedInt(zip.getShort(at + 30)) + Short.toUnsignedInt(zip.getShort(at + 32));
        }
        return names;
    }

    private static int end(ByteBuffer zip) {
        int last = zip.capacity() - END_BYTES;
        for (int at = last; at >= 0 && at >= last - MAX_COMMENT_BYTES; at--) {
            if (zip.getInt(at) == END) {
                return at;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
