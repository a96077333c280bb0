package io.gridcast.state;

import java.io.File;
import java.io.IOException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of a store when its process is killed while it removes or makes one: files without the file that names them, which
 * RocksDB refuses to open. Kafka Streams 4.3.1 gives up on those at every start, though the changelog holds all of it.
 */
final class HalfAStore {
    private static final Logger LOG = LoggerFactory.getLogger(HalfAStore.class);

    private HalfAStore() {}

    /**
     * Removes a store of which only a part is there, so that it is restored from its changelog.
     *
     * @param taskDir the directory of its task
     * @param failure why it could not be opened; thrown on if the disk is full, it is locked, or its files may be whole
     */
    static void remove(File taskDir, String name, ProcessorStateException failure) {
        if (!(failure.getCause() instanceof RocksDBException cause) || !isHalfThere(cause)) {
            throw failure;
        }
        File files = new File(new File(taskDir, "rocksdb"), name);
        try {
            Utils.delete(files);
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        LOG.warn("store-restores name={} cause=\"{}\"", name, cause.getMessage());
    }

    private static boolean isHalfThere(RocksDBException cause) {
        Status status = cause.getStatus();
        return status != null
                && switch (status.getCode()) {
                    case Corruption, InvalidArgument -> true;
                    case IOError -> String.valueOf(cause.getMessage()).contains("No such file");
                    default -> false;
                };
    }
}
