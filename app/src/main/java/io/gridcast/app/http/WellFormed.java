package io.gridcast.app.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Refuses addresses that mean nothing, before a route could take half of one for the whole. */
final class WellFormed {
    private static final int HEX = 16;

    private WellFormed() {}

    static void addTo(RoutesConfig routes) {
        routes.before(WellFormed::check);
    }

    private static void check(Context call) {
        String query = call.req().getQueryString();
        if (!isEncoded(call.req().getRequestURI()) || (query != null && !isEncoded(query))) {
            throw new HttpProblem(400, "the address is malformed", "encode it as %XX of UTF-8");
        }
    }

    /** Whether each % begins a byte, all of them make UTF-8, and no control character is among them. */
    static boolean isEncoded(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            int value = raw[i];
            if (value == '%') {
                if (i + 2 >= raw.length || hex(raw[i + 1]) < 0 || hex(raw[i + 2]) < 0) {
                    return false;
                }
                value = hex(raw[i + 1]) * HEX + hex(raw[i + 2]);
                i += 2;
            }
            if (value >= 0 && value < ' ' || value == 0x7F) {
                return false;
            }
            decoded.put((byte) value);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(decoded.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static int hex(byte digit) {
        return Character.digit(digit, HEX);
    }
}
