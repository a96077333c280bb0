package io.gridcast.state;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A logged RocksDB table with decoded values in heap, written down when Kafka Streams commits.
 *
 * <p>Kafka Streams calls {@link #flushCache} before it commits offsets, inside the same transaction, so what is in heap is
 * never ahead of what a restart restores; and a value that changes a hundred times between two commits is written once.
 *
 * <p>Not thread-safe: a task's stream thread owns it.
 */
abstract class WriteBehindStore implements StateStore, CachedStateStore<byte[], byte[]> {
    private final KeyValueStore<Bytes, byte[]> disk;

    WriteBehindStore(String name) {
        disk = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingDisabled()
                .build();
    }

    /** Writes everything that has changed since the last call to {@link #disk}. */
    abstract void writeDown();

    /** Forgets everything in heap; what was not written down is lost. */
    abstract void forget();

    final KeyValueStore<Bytes, byte[]> disk() {
        return disk;
    }

    @Override
    public final String name() {
        return disk.name();
    }

    @Override
    public final void init(StateStoreContext context, StateStore root) {
        try {
            disk.init(context, root);
        } catch (ProcessorStateException e) {
            HalfAStore.remove(context.stateDir(), name(), e);
            disk.init(context, root);
        }
    }

    @Override
    public final void flushCache() {
        writeDown();
    }

    @Override
    public final void clearCache() {
        forget();
    }

    @Override
    public final boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public final void commit(Map<TopicPartition, Long> changelogOffsets) {
        disk.commit(changelogOffsets);
    }

    @Override
    public final boolean managesOffsets() {
        return disk.managesOffsets();
    }

    @Override
    @SuppressWarnings("NullAway") // the contract of the library: null where no offset is known
    public final Long committedOffset(TopicPartition partition) {
        return disk.committedOffset(partition);
    }

    @Override
    public final Position getPosition() {
        return disk.getPosition();
    }

    @Override
    public final void close() {
        forget();
        disk.close();
    }

    @Override
    public final boolean persistent() {
        return true;
    }

    @Override
    public final boolean isOpen() {
        return disk.isOpen();
    }
}
