package io.gridcast.app.fetch;

import io.gridcast.app.feed.CsvLines;
import io.gridcast.core.check.ExplainedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A packed feed file whose lines are ordered by their first two cells, a time and a name. It is replaced as a whole by a rename, so that
 * nobody ever reads half of it. Only one line of it is in memory. One thread.
 */
final class SortedTable {
    private final Path file;
    private final String header;
    private final Set<String> names = new TreeSet<>();
    private @Nullable Instant oldest;
    private @Nullable Instant newest;

    /** A key and the rest of its line. */
    record Row(String key, String values) {}

    /**
     * Looks at what is there.
     *
     * @throws ExplainedException if the file is not one of ours
     */
    SortedTable(Path file, String header) throws IOException {
        this.file = file;
        this.header = header;
        if (Files.exists(file)) {
            try (Lines lines = new Lines()) {
                for (Row row = lines.next(); row != null; row = lines.next()) {
                    learn(row.key());
                }
            }
        }
    }

    /** The key of a line. */
    static String key(Instant time, String name) {
        return time + "," + name;
    }

    /** The time of its first line; empty where there is none. */
    Optional<Instant> oldest() {
        return Optional.ofNullable(oldest);
    }

    /** The time of its last line; empty where there is none. */
    Optional<Instant> newest() {
        return Optional.ofNullable(newest);
    }

    /** All names in its lines. */
    Set<String> names() {
        return new TreeSet<>(names);
    }

    /**
     * Adds lines; one with a key that is there takes its place.
     *
     * @param rows by key
     * @return the keys that are new or have other values now
     */
    Set<String> merge(SortedMap<String, String> rows) throws IOException {
        Set<String> changed = new TreeSet<>();
        if (rows.isEmpty()) {
            return changed;
        }
        Path draft = file.resolveSibling("." + file.getFileName() + ".part");
        try (CsvLines out = new CsvLines(draft, header, true)) {
            Iterator<Map.Entry<String, String>> added = rows.entrySet().iterator();
            Map.@Nullable Entry<String, String> next = added.next();
            try (Lines lines = new Lines()) {
                for (Row row = lines.next(); row != null; row = lines.next()) {
                    while (next != null && next.getKey().compareTo(row.key()) < 0) {
                        changed.add(write(out, next.getKey(), next.getValue()));
                        next = added.hasNext() ? added.next() : null;
                    }
                    if (next != null && next.getKey().equals(row.key())) {
                        write(out, next.getKey(), next.getValue());
                        if (!next.getValue().equals(row.values())) {
                            changed.add(next.getKey());
                        }
                        next = added.hasNext() ? added.next() : null;
                    } else {
                        write(out, row.key(), row.values());
                    }
                }
            }
            for (; next != null; next = added.hasNext() ? added.next() : null) {
                changed.add(write(out, next.getKey(), next.getValue()));
            }
        }
        replace(draft, file);
        changed.forEach(this::learn);
        return changed;
    }

    /** Puts a draft in the place of a file, at once. */
    static void replace(Path draft, Path file) throws IOException {
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String write(CsvLines out, String key, String values) throws IOException {
        out.cell(key).cell((Object) values).end();
        return key;
    }

    private void learn(String key) {
        int comma = key.indexOf(',');
        Instant time = Instant.parse(key.substring(0, comma));
        names.add(key.substring(comma + 1));
        oldest = oldest == null || time.isBefore(oldest) ? time : oldest;
        newest = newest == null || time.isAfter(newest) ? time : newest;
    }

    /** The lines that are there, checked for their order. */
    private final class Lines implements AutoCloseable {
        private final @Nullable BufferedReader reader;
        private String last = "";

        Lines() throws IOException {
            reader = Files.exists(file)
                    ? new BufferedReader(new InputStreamReader(
                            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))
                    : null;
            if (reader != null && !header.equals(reader.readLine())) {
                throw strange("its first line is not '" + header + "'");
            }
        }

        /** The next line; null at the end. */
        @Nullable
        Row next() throws IOException {
            String line = reader == null ? null : reader.readLine();
            if (line == null) {
                return null;
            }
            int first = line.indexOf(',');
            int second = line.indexOf(',', first + 1);
            if (first < 0 || second < 0) {
                throw strange("line '" + line + "' has too few cells");
            }
            Row row = new Row(line.substring(0, second), line.substring(second + 1));
            if (row.key().compareTo(last) <= 0) {
                throw strange("line '" + line + "' comes after '" + last + "'");
            }
            requireTime(line.substring(0, first));
            last = row.key();
            return row;
        }

        private void requireTime(String text) {
            try {
                Instant.parse(text);
            } catch (DateTimeException e) {
                throw strange("'" + text + "' is no time");
            }
        }

        private ExplainedException strange(String what) {
            return new ExplainedException(
                    file + " was not written by a fetch, or was changed: " + what,
                    "new rows cannot be put in their places",
                    "move the file away, or fetch into another folder");
        }

        @Override
        public void close() throws IOException {
            if (reader != null) {
                reader.close();
            }
        }
    }
}
