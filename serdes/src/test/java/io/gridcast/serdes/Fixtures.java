package io.gridcast.serdes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files under {@code src/test/resources} that hold what has been released. {@code -Dgridcast.fixtures=write} makes those that are
 * not there yet; it never touches one that is, because bytes on topics cannot be changed either. To change a schema that has not
 * been released, delete its files first.
 */
final class Fixtures {
    private static final Path ROOT = Path.of("src/test/resources");

    private Fixtures() {}

    /** The text of a fixture; {@code now} is what is written where there is none and writing is asked for. */
    static String text(String name, String now) {
        Path path = ROOT.resolve(name);
        try {
            if (!Files.exists(path) && "write".equals(System.getProperty("gridcast.fixtures"))) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, now);
            }
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException("no fixture " + path + ", make it with -Dgridcast.fixtures=write", e);
        }
    }
}
