package io.gridcast.app.cli;

import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command writes when its work is done; looked at before the work begins, so that none is lost. */
final class Destination {
    private Destination() {}

    /**
     * Goes on only if the file can be written, now; leaves nothing behind.
     *
     * @param file itself and its directory need not be there
     * @param option that named it
     * @throws ExplainedException if it cannot
     */
    static void requireWritable(Path file, String option) {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        while (directory != null && !Files.exists(directory)) {
            directory = directory.getParent();
        }
        if (Files.isDirectory(absolute) || directory == null || !Files.isDirectory(directory)) {
            throw unwritable(
                    file, option, Files.isDirectory(absolute) ? "it is a directory" : directory + " is no directory");
        }
        try {
            Files.delete(Files.createTempFile(directory, ".gridcast", ".part"));
        } catch (IOException e) {
            throw unwritable(
                    file, option, directory + " takes no files (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static ExplainedException unwritable(Path file, String option, String cause) {
        return new ExplainedException(
                "cannot write " + file + ": " + cause,
                "the outcome of the work would be lost at its end, so it was not begun",
                "name a place that can be written, on a disk with room, with " + option);
    }
}
