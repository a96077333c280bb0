package io.gridcast.state;

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
}
