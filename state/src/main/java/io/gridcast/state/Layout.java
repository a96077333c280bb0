package io.gridcast.state;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How keys and values of a store look in bytes. Layouts are part of the product: a change needs a new store name.
 *
 * @param <K> key, with {@code equals} and {@code hashCode}
 * @param <V> value
 */
public interface Layout<K, V> {
    /** The key in bytes; equal keys give equal bytes. */
    byte[] writeKey(K key);

    /** Reads what {@link #writeKey} wrote. */
    K readKey(byte[] bytes);

    /** The value in bytes, never empty. */
    byte[] writeValue(V value);

    /** Reads what {@link #writeValue} wrote. */
    V readValue(byte[] bytes);

    /** A layout of parts that write and read one behind the other. */
    static <K, V> Layout<K, V> of(
            BiConsumer<BytesWriter, K> writeKey,
            Function<BytesReader, K> readKey,
            BiConsumer<BytesWriter, V> writeValue,
            Function<BytesReader, V> readValue) {
        return new Layout<>() {
            @Override
            public byte[] writeKey(K key) {
                var out = new BytesWriter();
                writeKey.accept(out, key);
                return out.toBytes();
            }

            @Override
            public K readKey(byte[] bytes) {
                return readKey.apply(new BytesReader(bytes));
            }

            @Override
            public byte[] writeValue(V value) {
                var out = new BytesWriter();
                writeValue.accept(out, value);
                return out.toBytes();
            }

            @Override
            public V readValue(byte[] bytes) {
                return readValue.apply(new BytesReader(bytes));
            }
        };
    }
}
