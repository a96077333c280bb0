package io.gridcast.app.rest;

import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Answers of what can be asked for again: each with a strong entity tag, and without a body where the caller has it. */
final class Reply {
    private static final int TAG_BYTES = 12;

    private Reply() {}

    /** Answers with JSON. */
    static void json(Context call, byte[] body) {
        bytes(call, "application/json", body);
    }

    /** Answers with bytes. */
    static void bytes(Context call, String contentType, byte[] body) {
        String tag = tag(body);
        call.header("ETag", tag).header("Cache-Control", "no-cache");
        if (knows(call.header("If-None-Match"), tag)) {
            call.status(304);
        } else {
            call.status(200).contentType(contentType).result(body);
        }
    }

    /** By RFC 9110, section 13.1.2; tags are compared weakly. */
    private static boolean knows(@Nullable String given, String tag) {
        if (given == null) {
            return false;
        }
        return Arrays.stream(given.split(",", -1))
                .map(String::strip)
                .map(each -> each.startsWith("W/") ? each.substring(2) : each)
                .anyMatch(each -> each.equals("*") || each.equals(tag));
    }

    private static String tag(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
