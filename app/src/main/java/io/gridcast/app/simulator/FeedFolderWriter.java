package io.gridcast.app.simulator;

import io.gridcast.app.feed.CsvLines;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.Series;
import io.gridcast.training.feed.TimedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes a stretch of the simulated country as a folder in the feed-file layout: all that becomes known in it. The folder
 * appears as a whole or not at all.
 *
 * <p>With readings, feeders are told by their meters and only zones by {@code load.csv.gz}. A line of readings is known at
 * the end of its interval, so a reading that a fault keeps back is left out.
 */
public final class FeedFolderWriter {
    private static final Set<FaultKind> OF_METERS = Set.of(FaultKind.STUCK, FaultKind.MISSING, FaultKind.SPIKE);
    private static final Set<FaultKind> OF_TIME = Set.of(FaultKind.LATE, FaultKind.CLOCK);

    private final SimulatedCountry country;
    private final boolean readings;
    private final Set<String> told = new HashSet<>();

    /**
     * @param readings whether feeders are told by the readings of their meters
     * @throws ExplainedException if a fault is asked for that such a folder cannot tell
     */
    public FeedFolderWriter(SimulatedCountry country, boolean readings) {
        this.country = country;
        this.readings = readings;
        for (FaultRule rule : country.options().faults()) {
            requireTellable(rule.kind());
        }
        for (Series series : country.series()) {
            if (!readings || series.isTotal()) {
                told.add(series.seriesId());
            }
        }
    }

    private void requireTellable(FaultKind kind) {
        if (OF_TIME.contains(kind)) {
            throw new ExplainedException(
                    "feed files cannot tell of faults of kind " + kind.word(),
                    "a line of them is known at the end of its interval, and its time is that of the file",
                    "leave the fault out, or publish to Kafka instead of writing files");
        }
        if (OF_METERS.contains(kind) && !readings) {
            throw new ExplainedException(
                    "faults of kind " + kind.word() + " befall meters, and no meters are to be written",
                    "without --readings, feeders are told by their loads",
                    "add --readings, or leave the fault out");
        }
    }

    /**
     * Writes what becomes known from {@code from} (in) to {@code to} (out).
     *
     * @param folder where to; must not exist yet, or be empty
     * @param progress is told of each event's time
     */
    public void write(Path folder, Instant from, Instant to, Consumer<Instant> progress) {
        try {
            requireVacant(folder);
            Path whole = folder.toAbsolutePath();
            Path parent = whole.getParent() == null ? whole : whole.getParent();
            Files.createDirectories(parent);
            Path part = parent.resolve("." + whole.getFileName() + ".part");
            remove(part);
            Files.createDirectory(part);
            try {
                writeFiles(part, from, to, progress);
                Files.deleteIfExists(whole);
                Files.move(part, whole);
            } finally {
                remove(part);
            }
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot write to " + folder + ": " + e,
                    "the simulated feed needs a folder that can be written to, with room for it",
                    "name another folder with --out, or make room; nothing was left behind",
                    e);
        }
    }

    private static void requireVacant(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ExplainedException(
                    folder + " is a file", "the feed needs a folder of its own", "name another folder with --out");
        }
        if (Files.isDirectory(folder)) {
            try (var entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new ExplainedException(
                            folder + " is not empty",
                            "what is in it would be mixed with the simulated feed",
                            "name another folder with --out, or empty this one");
                }
            }
        }
    }

    private static void remove(Path part) throws IOException {
        if (Files.isDirectory(part)) {
            try (var entries = Files.list(part)) {
                for (Path entry : entries.toList()) {
                    Files.delete(entry);
                }
            }
            Files.delete(part);
        }
    }

    private void writeFiles(Path folder, Instant from, Instant to, Consumer<Instant> progress) throws IOException {
        writeSeries(folder);
        try (var files = new EventFiles(folder, told)) {
            Iterator<TimedEvent> events = country.history(from, to);
            while (events.hasNext()) {
                TimedEvent event = events.next();
                files.add(event.fact());
                progress.accept(event.availableAt());
            }
        }
        if (readings) {
            writeMeters(folder);
            writeReadings(folder, from, to, progress);
        }
    }

    private void writeSeries(Path folder) throws IOException {
        try (var lines = new CsvLines(
                folder.resolve("series.csv"),
                "series_id,zone,targets,resolution,time_zone,holiday_region,unit_load,unit_price,latitude,longitude")) {
            for (Series series : country.series()) {
                lines.cell(series.seriesId())
                        .cell(series.priceZone())
                        .cell(series.isTotal() ? "load+price" : "load")
                        .cell(series.resolution())
                        .cell(series.timeZone())
                        .cell(series.holidayRegion())
                        .cell("MW")
                        .cell(series.isTotal() ? "EUR/MWh" : "")
                        .cell(series.latitude())
                        .cell(series.longitude())
                        .end();
            }
        }
    }

    private void writeMeters(Path folder) throws IOException {
        try (var lines = new CsvLines(folder.resolve("meters.csv"), "meter_id,series_id,minimum_kw,maximum_kw")) {
            for (MeterAssignment meter : country.assignments()) {
                lines.cell(meter.meterId())
                        .cell(meter.seriesId())
                        .cell(meter.minimumKw())
                        .cell(meter.maximumKw())
                        .end();
            }
        }
    }

    private void writeReadings(Path folder, Instant from, Instant to, Consumer<Instant> progress) throws IOException {
        List<String> meters =
                country.assignments().stream().map(MeterAssignment::meterId).toList();
        try (var table = new ReadingTable(folder.resolve("meter_readings.csv.gz"), meters)) {
            Iterator<TimedEvent> events = country.readings(from, to);
            while (events.hasNext()) {
                TimedEvent event = events.next();
                if (event.fact() instanceof MeterReading reading) {
                    table.add(reading, event.availableAt());
                    progress.accept(event.availableAt());
                }
            }
        }
    }
}
