package io.gridcast.state;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory of all RocksDB stores of the process together: one block cache, which holds indexes and filters too, and one
 * write buffer manager inside it.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    /** Key of the bound in the streams configuration, bytes. */
    public static final String MEMORY_BYTES = "gridcast.rocksdb.memory.bytes";

    private static final long DEFAULT_MEMORY_BYTES = 128L << 20;
    private static final double WRITE_SHARE = 0.5;

    private static volatile SharedMemory shared = SharedMemory.NONE;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        SharedMemory memory = memory(configs);
        // Kafka Streams reads its metrics from the instance that it made, so that one is changed.
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers);
        options.setWriteBufferSize(4L << 20);
        options.setMaxWriteBufferNumber(2);
        options.setMaxBackgroundJobs(2);
    }

    @Override
    public void close(String storeName, Options options) {
        // the shared cache outlives every store
    }

    private static SharedMemory memory(Map<String, Object> configs) {
        if (shared == SharedMemory.NONE) {
            synchronized (BoundedRocksDb.class) {
                if (shared == SharedMemory.NONE) {
                    Object bytes = configs.get(MEMORY_BYTES);
                    shared = SharedMemory.of(bytes == null ? DEFAULT_MEMORY_BYTES : Long.parseLong(bytes.toString()));
                }
            }
        }
        return shared;
    }

    /** The one cache of the process; {@link #NONE} until the first store opens. */
    private record SharedMemory(Cache cache, WriteBufferManager writeBuffers) {
        @SuppressWarnings("NullAway") // a mark, never handed out
        private static final SharedMemory NONE = new SharedMemory(null, null);

        static SharedMemory of(long bytes) {
            var cache = new LRUCache(bytes);
            return new SharedMemory(cache, new WriteBufferManager((long) (bytes * WRITE_SHARE), cache));
        }
    }
}
