package io.gridcast.app.embedded;

import io.gridcast.core.check.ExplainedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** The directory of an embedded broker: held by one process at a time, formatted once, with room to write. */
final class BrokerDirectory implements AutoCloseable {
    /** Below this a broker would stop within minutes. */
    static final long LEAST_FREE_BYTES = 256L << 20;

    private final Path data;
    private final FileChannel channel;

    private BrokerDirectory(Path data, FileChannel channel) {
        this.data = data;
        this.channel = channel;
    }

    /**
     * Makes the directory if it is missing and takes it for this process.
     *
     * @throws ExplainedException if it cannot be written, is in use, or is nearly full
     */
    static BrokerDirectory open(Path data) {
        try {
            Files.createDirectories(data);
            requireRoom(data, data.toFile().getUsableSpace());
            FileChannel channel = FileChannel.open(
                    data.resolve("gridcast.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new ExplainedException(
                        "the broker's directory " + data + " is in use",
                        "another gridcast, in this process or another, runs on it, and two would destroy its data",
                        "stop the other one, or choose another directory with --data-dir");
            }
            return new BrokerDirectory(data, channel);
        } catch (IOException e) {
            throw new ExplainedException(
                    "the broker's directory " + data + " cannot be written: " + e,
                    "the broker keeps all topics there",
                    "make it writable for this user, free disk space, or choose another directory with --data-dir",
                    e);
        }
    }

    static void requireRoom(Path data, long freeBytes) {
        if (freeBytes < LEAST_FREE_BYTES) {
            throw new ExplainedException(
                    "the disk of " + data + " has " + (freeBytes >> 20) + " MiB free",
                    "the broker needs at least " + (LEAST_FREE_BYTES >> 20)
                            + " MiB to start, and stops for good when the" + " disk is full",
                    "free disk space, or choose a directory on another disk with --data-dir");
        }
    }

    /** Writes the identity of a new cluster; leaves a directory that has one as it is. */
    void format(BrokerSettings settings) {
        Path file = data.resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.properties().store(out, "Written at each start by gridcast; changes are lost.");
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot write " + file + ": " + e, "the broker starts from it", "free disk space", e);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status = StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "--cluster-id", clusterId(), "--config", file.toString()},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new ExplainedException(
                    "the broker's directory " + data + " cannot be prepared: "
                            + said.toString(StandardCharsets.UTF_8).strip(),
                    "it may hold something else, or be damaged",
                    "move it away and start again, or choose another directory with --data-dir");
        }
    }

    /** Lets another process have the directory. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot release " + data, e);
        }
    }

    private String clusterId() {
        Path file = data.resolve("cluster.id");
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, Uuid.randomUuid().toString());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot read or write " + file + ": " + e, "it names the cluster", "free disk space", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
