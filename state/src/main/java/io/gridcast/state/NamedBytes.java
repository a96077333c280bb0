package io.gridcast.state;

import java.nio.charset.StandardCharsets;

/** Names and bytes as they are, for small ledgers that hold things of several kinds. */
public final class NamedBytes implements Layout<String, byte[]> {
    @Override
    public byte[] writeKey(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String readKey(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] writeValue(byte[] value) {
        return value;
    }

    @Override
    public byte[] readValue(byte[] bytes) {
        return bytes;
    }
}
