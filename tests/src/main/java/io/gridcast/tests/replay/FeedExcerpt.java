package io.gridcast.tests.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Some weeks of a folder of feed files, so that a test need not read years. */
public final class FeedExcerpt {
    private static final String PACKED = ".gz";
    private static final List<String> MASTER_DATA = List.of("series.csv", "meters.csv");
    private static final List<String> FEEDS = List.of(
            "load.csv.gz",
            "meter_readings.csv.gz",
            "prices.csv.gz",
            "weather_observed.csv.gz",
            "weather_forecast.csv.gz",
            "outlook.csv.gz",
            "published_forecasts.csv.gz");

    private FeedExcerpt() {}

    /** Copies the lines whose first column, a time in all feed files, lies from {@code from} to before {@code to}. */
    public static Path copy(Path folder, Path into, Instant from, Instant to) {
        try {
            Files.createDirectories(into);
            for (String name : MASTER_DATA) {
                if (Files.exists(folder.resolve(name))) {
                    Files.copy(folder.resolve(name), into.resolve(name));
                }
            }
            for (String name : FEEDS) {
                if (Files.exists(folder.resolve(name))) {
                    String plain = name.substring(0, name.length() - PACKED.length());
                    copyLines(folder.resolve(name), into.resolve(plain), from.toString(), to.toString());
                }
            }
            return into;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyLines(Path packed, Path plain, String from, String to) throws IOException {
        try (InputStream bytes = new GZIPInputStream(Files.newInputStream(packed));
                var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
                Writer copy = Files.newBufferedWriter(plain)) {
            copy.write(lines.readLine() + "\n");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String time = line.substring(0, line.indexOf(','));
                if (time.compareTo(from) >= 0 && time.compareTo(to) < 0) {
                    copy.write(line + "\n");
                }
            }
        }
    }
}
