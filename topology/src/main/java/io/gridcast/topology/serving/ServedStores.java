package io.gridcast.topology.serving;

import io.gridcast.serdes.PartitionGroup;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The two stores of each group of topics: what is newest, by {@link ServedKey}; and series of records, by key and time, which go when
 * {@code serving.keep} is over. Few stores with keys of several kinds, for each store and segment of one is a database of its own on disk.
 */
public enum ServedStores {
    /** Keyed by series. */
    SERIES(PartitionGroup.SERIES, "series"),
    /** Keyed by zone. */
    ZONES(PartitionGroup.ZONES, "zones"),
    /** Of the one partition of the control topics. */
    MODELS(PartitionGroup.CONTROL, "models");

    /** A window's length has no meaning here: its start is the time of the record. */
    private static final Duration WINDOW = Duration.ofMillis(1);

    private final PartitionGroup group;
    private final String about;

    ServedStores(PartitionGroup group, String about) {
        this.group = group;
        this.about = about;
    }

    /** Which topics fill them, by how they are partitioned. */
    public PartitionGroup group() {
        return group;
    }

    /** Name of the store of what is newest: a key-value store of {@link NewestValue}. */
    public String newest() {
        return "newest-" + about;
    }

    /** Name of the store of series of records: a window store of {@link RecordsValue}, by the time of the record. */
    public String records() {
        return "records-" + about;
    }

    Set<StoreBuilder<?>> builders(ServingConfig config) {
        StoreBuilder<KeyValueStore<Bytes, byte[]>> newest = Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(newest()), Serdes.Bytes(), Serdes.ByteArray());
        StoreBuilder<WindowStore<Bytes, byte[]>> records = Stores.windowStoreBuilder(
                Stores.persistentWindowStore(records(), config.keep(), WINDOW, false),
                Serdes.Bytes(),
                Serdes.ByteArray());
        return Set.of(newest.withLoggingEnabled(Map.of()), records.withLoggingEnabled(Map.of()));
    }
}
