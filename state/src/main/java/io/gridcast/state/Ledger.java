package io.gridcast.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * A small table that lies wholly in heap, in order, and is written down at each commit: what waits, timers, master data.
 *
 * <p>An entry that comes and goes between two commits is never written at all.
 *
 * @param <K> key
 * @param <V> value, treated as immutable
 */
public final class Ledger<K, V> extends WriteBehindStore {
    private final Layout<K, V> layout;
    private final NavigableMap<K, Entry<V>> heap;
    private final List<K> removed = new ArrayList<>();
    private final List<K> changed = new ArrayList<>();
    private boolean loaded;

    Ledger(String name, Layout<K, V> layout, Comparator<? super K> order) {
        super(name);
        this.layout = layout;
        this.heap = new TreeMap<>(order);
    }

    /** The value of {@code key}, null where there is none. */
    public @Nullable V get(K key) {
        load();
        Entry<V> entry = heap.get(key);
        return entry == null ? null : entry.value;
    }

    /** Sets the value of {@code key}. */
    public void put(K key, V value) {
        load();
        Entry<V> entry = heap.get(key);
        if (entry == null) {
            entry = new Entry<>(value);
            heap.put(key, entry);
        } else {
            entry.value = value;
        }
        if (!entry.changed) {
            entry.changed = true;
            changed.add(key);
        }
    }

    /** Removes {@code key}, whether or not it is there. */
    public void remove(K key) {
        load();
        Entry<V> entry = heap.remove(key);
        if (entry != null && entry.onDisk) {
            removed.add(key);
        }
    }

    /** The smallest key, null when empty. */
    public @Nullable K firstKey() {
        load();
        return heap.isEmpty() ? null : heap.firstKey();
    }

    /** How many entries there are. */
    public int size() {
        load();
        return heap.size();
    }

    /** The keys in order, as they are now. */
    public List<K> keys() {
        load();
        return List.copyOf(heap.keySet());
    }

    /** The keys from {@code from} (inclusive) to {@code to} (exclusive) in order, as they are now. */
    public List<K> keys(K from, K to) {
        load();
        return List.copyOf(heap.subMap(from, true, to, false).keySet());
    }

    @Override
    void writeDown() {
        for (K key : removed) {
            if (!heap.containsKey(key)) {
                disk().delete(Bytes.wrap(layout.writeKey(key)));
            }
        }
        for (K key : changed) {
            Entry<V> entry = heap.get(key);
            if (entry != null && entry.changed) {
                disk().put(Bytes.wrap(layout.writeKey(key)), layout.writeValue(entry.value));
                entry.changed = false;
                entry.onDisk = true;
            }
        }
        removed.clear();
        changed.clear();
    }

    @Override
    void forget() {
        heap.clear();
        removed.clear();
        changed.clear();
        loaded = false;
    }

    private void load() {
        if (loaded) {
            return;
        }
        loaded = true;
        try (KeyValueIterator<Bytes, byte[]> entries = disk().all()) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> next = entries.next();
                Entry<V> entry = new Entry<>(layout.readValue(next.value));
                entry.onDisk = true;
                heap.put(layout.readKey(next.key.get()), entry);
            }
        }
    }

    /** Entries in order, as they are now. */
    public Map<K, V> copy() {
        load();
        NavigableMap<K, V> all = new TreeMap<>(heap.comparator());
        heap.forEach((key, entry) -> all.put(key, entry.value));
        return all;
    }

    private static final class Entry<V> {
        private V value;
        private boolean changed;
        private boolean onDisk;

        Entry(V value) {
            this.value = value;
        }
    }
}
