package io.gridcast.training.feed;

import io.gridcast.core.check.ExplainedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads one comma-separated file of a feed folder, row by row; {@code .gz} is unpacked on the way. Every fault names the
 * file, the line, the value and how to mend it. One thread.
 */
final class CsvFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final BufferedReader reader;
    private final List<String> columns;
    private final int[] starts;
    private String line = "";
    private int lineNumber = 1;

    private CsvFile(Path path, BufferedReader reader, String header) {
        this.path = path;
        this.reader = reader;
        this.columns = List.of(header.strip().split(",", -1));
        this.starts = new int[columns.size() + 1];
    }

    /** The file, packed or not; empty where there is neither. */
    static Optional<Path> find(Path folder, String name) {
        for (String candidate : new String[] {name, name + ".gz"}) {
            Path path = folder.resolve(candidate);
            if (Files.isRegularFile(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    /** Opens a file that must have these columns. */
    static CsvFile open(Path path, String... required) {
        try {
            InputStream bytes = Files.newInputStream(path);
            if (path.toString().endsWith(".gz")) {
                bytes = new GZIPInputStream(bytes, BUFFER_BYTES);
            }
            var reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), BUFFER_BYTES);
            String header = reader.readLine();
            if (header == null) {
                throw new ExplainedException(
                        path + " is empty", "its columns are not known", "write a header line first");
            }
            if (header.chars().anyMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c))) {
                throw new ExplainedException(
                        path + " is no text: control characters are in its first line",
                        "its columns are not known",
                        path.toString().endsWith(".gz")
                                ? "pack a comma-separated text in UTF-8"
                                : "write comma-separated text in UTF-8; a gzip file's name must end with .gz");
            }
            var file = new CsvFile(path, reader, header.startsWith("\uFEFF") ? header.substring(1) : header);
            file.require(required);
            return file;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Names of the columns, in order. */
    List<String> columns() {
        return columns;
    }

    /** Names of the columns that are not among {@code known}. */
    List<String> columnsBeyond(String... known) {
        List<String> beyond = new ArrayList<>(columns);
        beyond.removeAll(Arrays.asList(known));
        return beyond;
    }

    /** Index of a column that {@link #open} required, or that {@link #columns} names. */
    int column(String name) {
        return columns.indexOf(name);
    }

    /** Goes to the next row; false at the end. Blank lines are skipped. */
    boolean next() {
        try {
            do {
                String read = reader.readLine();
                if (read == null) {
                    return false;
                }
                lineNumber++;
                line = read;
            } while (line.isBlank());
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        split();
        return true;
    }

    /** A text; empty where it is missing. */
    String text(int column) {
        return line.substring(starts[column], starts[column + 1] - 1).strip();
    }

    /** A text that must be there. */
    String requiredText(int column) {
        String text = text(column);
        if (text.isEmpty()) {
            throw broken(column, "is empty", "fill it in or leave the line out");
        }
        return text;
    }

    /** A number; NaN where it is missing. */
    double number(int column) {
        int from = starts[column];
        int to = starts[column + 1] - 1;
        if (from == to) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(line.substring(from, to));
        } catch (NumberFormatException e) {
            throw broken(
                    column, "is no number", "write it with a decimal point, or leave it empty where it is missing");
        }
    }

    /** An instant in UTC. */
    Instant instant(int column) {
        try {
            return Instant.parse(requiredText(column));
        } catch (DateTimeParseException e) {
            throw broken(column, "is no instant", "write it in UTC as 2017-03-26T01:00:00Z");
        }
    }

    /** A length of time. */
    Duration duration(int column) {
        try {
            return Duration.parse(requiredText(column));
        } catch (DateTimeParseException e) {
            throw broken(column, "is no duration", "write it as PT15M, PT30M or PT1H");
        }
    }

    /** What to throw where a value cannot be used. */
    ExplainedException broken(int column, String fault, String mend) {
        return new ExplainedException(
                path + " line " + lineNumber + ": " + columns.get(column) + " '" + text(column) + "' " + fault,
                "the line cannot be used, and nothing has been read beyond it",
                mend);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void require(String... required) {
        for (String name : required) {
            if (!columns.contains(name)) {
                throw new ExplainedException(
                        path + " has no column '" + name + "', its columns are " + columns,
                        "the feed-file layout needs the columns " + Arrays.asList(required),
                        "name the columns in the first line as the layout does (docs: feed files)");
            }
        }
    }

    private void split() {
        int column = 0;
        int from = 0;
        while (true) {
            if (column == columns.size()) {
                throw wrongCount();
            }
            starts[column++] = from;
            int comma = line.indexOf(',', from);
            if (comma < 0) {
                break;
            }
            from = comma + 1;
        }
        if (column != columns.size()) {
            throw wrongCount();
        }
        starts[column] = line.length() + 1;
    }

    private ExplainedException wrongCount() {
        int cells = line.split(",", -1).length;
        return new ExplainedException(
                path + " line " + lineNumber + " has " + cells + " cells, the header names " + columns.size(),
                "which value belongs to which column is not known",
                "write every line with " + (columns.size() - 1) + " commas; a missing value is an empty cell");
    }

    private static ExplainedException unreadable(Path path, IOException e) {
        return new ExplainedException(
                path + " cannot be read: " + e.getMessage(),
                "its rows are not known",
                "check that the file is there, whole and readable; a .gz file must be gzip",
                e);
    }
}
