package io.gridcast.state;

/** Names and bytes as they are, for small ledgers that hold things of several kinds. */
public final class NamedBytes extends TextKeyed<byte[]> {
    @Override
    public byte[] writeValue(byte[] value) {
        return value;
    }

    @Override
    public byte[] readValue(byte[] bytes) {
        return bytes;
    }
}
