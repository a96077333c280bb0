package io.gridcast.app.platform;

import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory to work in: a kept one of the user's, or one that is gone when it is closed.
 *
 * @param directory exists and can be written
 * @param isKept whether it stays
 */
public record Workspace(Path directory, boolean isKept) implements AutoCloseable {
    /**
     * Opens the directory that the user named, or else a new one under the temporary directory.
     *
     * @throws ExplainedException if it cannot be made
     */
    public static Workspace open(Optional<Path> named) {
        try {
            if (named.isPresent()) {
                return new Workspace(
                        Files.createDirectories(named.get()).toAbsolutePath().normalize(), true);
            }
            return new Workspace(Files.createTempDirectory("gridcast-"), false);
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot make the working directory "
                            + named.map(Path::toString).orElse("under the temporary one") + ": " + e,
                    "broker, registry and stores need one",
                    "choose a directory that can be written, on a disk with room, with --keep DIR",
                    e);
        }
    }

    @Override
    public void close() {
        if (isKept) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not remove " + directory, e);
        }
    }
}
