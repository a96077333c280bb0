package io.gridcast.app.rest;

import io.gridcast.app.http.HttpProblem;
import io.gridcast.topology.serving.ServedKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a list goes on. Callers give it back as they got it.
 *
 * @param timeMs of the last item
 * @param given how many items of this very time have been given
 */
record Cursor(long timeMs, int given) {
    private static final int LONGEST = 600;

    /** As callers get it. */
    String text() {
        return encode(timeMs + ":" + given);
    }

    /** The cursor of a call; empty for the beginning. */
    static Optional<Cursor> of(Parameters parameters) {
        return word(parameters).map(text -> {
            int colon = text.indexOf(':');
            try {
                var cursor = new Cursor(
                        Long.parseLong(text.substring(0, Math.max(0, colon))),
                        Integer.parseInt(text.substring(colon + 1)));
                if (cursor.timeMs >= 0 && cursor.timeMs < Long.MAX_VALUE && cursor.given >= 0) {
                    return cursor;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw none();
        });
    }

    /** A cursor that is a name; empty for the beginning. */
    static Optional<String> word(Parameters parameters) {
        return parameters.text(Parameters.AFTER, LONGEST).map(text -> {
            try {
                String name = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                if (ServedKey.canHold(name)) {
                    return name;
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            throw none();
        });
    }

    /** A name as callers get it. */
    static String encode(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpProblem none() {
        return Parameters.wrong(Parameters.AFTER, "next of the answer before, as it was");
    }
}
