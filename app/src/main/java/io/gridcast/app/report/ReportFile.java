package io.gridcast.app.report;

import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that reports go to. */
public final class ReportFile {
    private ReportFile() {}

    /**
     * Writes a report, whole or not at all.
     *
     * @throws ExplainedException if it cannot be written
     */
    public static void write(Path file, String report) {
        Path absolute = file.toAbsolutePath();
        try {
            Path parent = absolute.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Path draft = absolute.resolveSibling(absolute.getFileName() + ".part");
            Files.writeString(draft, report);
            Files.move(draft, absolute, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot write " + absolute + ": " + e,
                    "a report that was asked for would be missing",
                    "name a file in a directory that can be written, on a disk with room",
                    e);
        }
    }
}
