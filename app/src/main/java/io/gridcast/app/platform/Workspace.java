package io.gridcast.app.platform;

import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A directory to work in: a kept one of the user's, or one that is gone when it is closed.
 *
 * <p>A process that is killed leaves the latter behind, hundreds of megabytes of topics and stores. So each is locked as long as its
 * process lives, and whoever opens one next removes those that nobody holds.
 */
public final class Workspace implements AutoCloseable {
    private static final String PREFIX = "gridcast-";
    /**
     * By its name the last file to be removed: what is removed by halves is still seen to be abandoned. No one else's name: Kafka Streams
     * has a file {@code .lock} in the directory of each application, and these are called {@code gridcast-…}, too.
     */
    private static final String LOCK = ".gridcast-workspace";

    /** Of this process. Their locks must not be looked at: to close a file frees what the same process has locked in it. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Optional<FileChannel> lock;

    private Workspace(Path directory, Optional<FileChannel> lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Opens the directory that the user named, or else a new one under the temporary directory.
     *
     * @throws ExplainedException if it cannot be made
     */
    public static Workspace open(Optional<Path> named) {
        return open(named, Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Workspace open(Optional<Path> named, Path temporary) {
        try {
            if (named.isPresent()) {
                return new Workspace(
                        Files.createDirectories(named.get()).toAbsolutePath().normalize(), Optional.empty());
            }
            return temporary(temporary.toAbsolutePath());
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot make the working directory "
                            + named.map(Path::toString).orElse("under the temporary one") + ": " + e,
                    "broker, registry and stores need one",
                    "choose a directory that can be written, on a disk with room, with --keep DIR",
                    e);
        }
    }

    /** One at a time, so that no thread looks at what another is just about to hold. */
    private static synchronized Workspace temporary(Path temporary) throws IOException {
        Path directory = Files.createTempDirectory(temporary, PREFIX);
        OURS.add(directory);
        var workspace = new Workspace(directory, Optional.of(hold(directory)));
        removeAbandoned(temporary, Files.getOwner(directory));
        return workspace;
    }

    /** Exists and can be written. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        if (lock.isEmpty()) {
            return;
        }
        try {
            remove(directory);
            lock.get().close();
            OURS.remove(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("could not remove " + directory, e);
        }
    }

    /** Locked before anybody can take it for an abandoned one: a directory without the file is let alone. */
    private static FileChannel hold(Path directory) throws IOException {
        Path made = directory.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        Files.move(made, directory.resolve(LOCK));
        return channel;
    }

    private static void removeAbandoned(Path temporary, UserPrincipal owner) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path directory : directories) {
                if (!OURS.contains(directory)) {
                    removeIfAbandoned(directory, owner);
                }
            }
        }
    }

    private static void removeIfAbandoned(Path directory, UserPrincipal owner) {
        Path file = directory.resolve(LOCK);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            if (taken != null && Files.getOwner(directory).equals(owner)) {
                remove(directory);
            }
        } catch (IOException | UncheckedIOException e) {
            return; // another removes it just now
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
