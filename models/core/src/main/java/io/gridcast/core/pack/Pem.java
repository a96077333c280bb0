package io.gridcast.core.pack;

import io.gridcast.core.check.Checks;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Keys as text between lines that name them (RFC 7468). */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    static String write(String label, byte[] bytes) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
        return begin(label) + "\n" + body + "\n" + end(label) + "\n";
    }

    /** @throws IllegalArgumentException if there is no such block; the text itself is never part of the message */
    static byte[] read(String label, String text) {
        int from = text.indexOf(begin(label));
        int to = text.indexOf(end(label));
        Checks.require(from >= 0 && to > from, "there is no " + begin(label) + " … " + end(label));
        String body = text.substring(from + begin(label).length(), to);
        return Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.US_ASCII));
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(String label) {
        return "-----END " + label + "-----";
    }
}
