package io.gridcast.state;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A store that a topology can name: always logged, so that a restart finds it again.
 *
 * @param <S> the store's type
 */
public final class StoreDefinition<S extends StateStore> implements StoreBuilder<S> {
    private final String name;
    private final Supplier<S> build;

    private StoreDefinition(String name, Supplier<S> build) {
        this.name = name;
        this.build = build;
    }

    /** A {@link Table} that keeps at most {@code maxInHeap} decoded entries in heap. */
    public static <K, V> StoreDefinition<Table<K, V>> table(String name, Layout<K, V> layout, int maxInHeap) {
        return new StoreDefinition<>(name, () -> new Table<>(name, layout, maxInHeap));
    }

    /** A {@link Ledger}, ordered by {@code order}. */
    public static <K, V> StoreDefinition<Ledger<K, V>> ledger(
            String name, Layout<K, V> layout, Comparator<? super K> order) {
        return new StoreDefinition<>(name, () -> new Ledger<>(name, layout, order));
    }

    @Override
    public S build() {
        return build.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean loggingEnabled() {
        return true;
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.of();
    }

    @Override
    public StoreBuilder<S> withCachingEnabled() {
        return this; // its own cache cannot be switched
    }

    @Override
    public StoreBuilder<S> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
        return this;
    }

    @Override
    public StoreBuilder<S> withLoggingDisabled() {
        throw new IllegalStateException("store " + name + " must be logged, or a restart would lose what it holds");
    }
}
