package io.gridcast.app.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON in memory. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int USUAL_BYTES = 4096;

    private Json() {}

    /** Writes one value. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator to) throws IOException;
    }

    /** The UTF-8 bytes of what is written. */
    static byte[] bytes(Content content) {
        var bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator to = FACTORY.createGenerator(bytes)) {
            content.write(to);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
