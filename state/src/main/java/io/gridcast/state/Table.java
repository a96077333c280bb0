package io.gridcast.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * A large table, of which the recently used entries are decoded in heap. An entry that was used since its turn came last gets a second
 * chance before it is evicted (Corbató 1969): nearly as good as the least recently used one, and a use costs one flag. An order of uses
 * costs five references each, of which the collector takes note.
 *
 * <p>Values may be mutable: change one, then {@link #put} it again, which marks it as changed. A value that is evicted before a
 * commit is written down at once.
 *
 * @param <K> key
 * @param <V> value
 */
public final class Table<K, V> extends WriteBehindStore {
    private final Layout<K, V> layout;
    private final int maxInHeap;
    private final List<Changed<K, V>> changed = new ArrayList<>();
    private final LinkedHashMap<K, Entry<V>> heap = new LinkedHashMap<>(256);

    Table(String name, Layout<K, V> layout, int maxInHeap) {
        super(name);
        this.layout = layout;
        this.maxInHeap = maxInHeap;
    }

    /** The value of {@code key}, null where there is none. */
    public @Nullable V get(K key) {
        Entry<V> entry = heap.get(key);
        if (entry != null) {
            entry.used = true;
            return entry.value;
        }
        byte[] stored = disk().get(Bytes.wrap(layout.writeKey(key)));
        if (stored == null) {
            return null;
        }
        V value = layout.readValue(stored);
        remember(key, new Entry<>(value));
        return value;
    }

    /** Sets the value of {@code key}. */
    public void put(K key, V value) {
        Entry<V> entry = heap.get(key);
        if (entry == null) {
            entry = new Entry<>(value);
            remember(key, entry);
        } else {
            entry.used = true;
            entry.value = value;
        }
        if (!entry.changed) {
            entry.changed = true;
            changed.add(new Changed<>(key, entry));
        }
    }

    /** Removes {@code key}, whether or not it is there. */
    public void delete(K key) {
        Entry<V> entry = heap.remove(key);
        if (entry != null) {
            entry.changed = false;
        }
        disk().delete(Bytes.wrap(layout.writeKey(key)));
    }

    /**
     * Visits every entry whose key begins with {@code prefix}, in the order of the keys' bytes. The visitor must not change the
     * table. Costs a scan on disk.
     */
    public void forEach(byte[] prefix, BiConsumer<K, V> visitor) {
        writeDown();
        byte[] last = prefix.clone();
        for (int i = last.length - 1; i >= 0; i--) {
            if (last[i] != (byte) 0xFF) {
                last[i]++;
                last = Arrays.copyOf(last, i + 1);
                break;
            }
        }
        try (KeyValueIterator<Bytes, byte[]> entries =
                prefix.length == 0 ? disk().all() : disk().range(Bytes.wrap(prefix), Bytes.wrap(last))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> next = entries.next();
                if (startsWith(next.key.get(), prefix)) {
                    K key = layout.readKey(next.key.get());
                    Entry<V> inHeap = heap.get(key);
                    visitor.accept(key, inHeap != null ? inHeap.value : layout.readValue(next.value));
                }
            }
        }
    }

    @Override
    void writeDown() {
        for (Changed<K, V> each : changed) {
            if (each.entry.changed) {
                write(each.key, each.entry.value);
                each.entry.changed = false;
            }
        }
        changed.clear();
    }

    @Override
    void forget() {
        heap.clear();
        changed.clear();
    }

    private void remember(K key, Entry<V> entry) {
        while (heap.size() >= maxInHeap) {
            turn();
        }
        heap.put(key, entry);
    }

    /** Evicts the entry whose turn it is, or puts it behind all others. */
    private void turn() {
        Iterator<Map.Entry<K, Entry<V>>> inTurn = heap.entrySet().iterator();
        Map.Entry<K, Entry<V>> first = inTurn.next();
        Entry<V> entry = first.getValue();
        inTurn.remove();
        if (entry.used) {
            entry.used = false;
            heap.put(first.getKey(), entry);
        } else if (entry.changed) {
            write(first.getKey(), entry.value);
            entry.changed = false;
        }
    }

    private void write(K key, V value) {
        disk().put(Bytes.wrap(layout.writeKey(key)), layout.writeValue(value));
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** An entry that is to be written down, unless it was evicted or deleted since. */
    private record Changed<K, V>(K key, Entry<V> entry) {}

    private static final class Entry<V> {
        private V value;
        private boolean changed;
        private boolean used;

        Entry(V value) {
            this.value = value;
        }
    }
}
