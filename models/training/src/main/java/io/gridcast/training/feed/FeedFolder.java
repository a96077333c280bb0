package io.gridcast.training.feed;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A folder in the feed-file layout: what is forecast, and all events in the order in which they became known.
 *
 * <p>A load becomes known at the end of its interval; a price when it was published; a forecast or outlook when it was
 * issued, all rows of one issue and zone as one event; an observation of weather one slot of its zone's series after it
 * was made. Files need not be in order, except the wide table of meter readings, which is never held whole.
 */
public final class FeedFolder {
    private final Path folder;
    private final SeriesFile seriesFile;

    private FeedFolder(Path folder, SeriesFile seriesFile) {
        this.folder = folder;
        this.seriesFile = seriesFile;
    }

    /**
     * Opens a folder and reads what is to be forecast.
     *
     * @throws ExplainedException if the folder or its {@code series.csv} is missing or broken
     */
    public static FeedFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ExplainedException(
                    folder + " is no folder", "there are no feed files to read", "name a folder that holds series.csv");
        }
        Path series = CsvFile.find(folder, "series.csv")
                .orElseThrow(() -> new ExplainedException(
                        folder + " has no series.csv",
                        "it is not known what is to be forecast",
                        "write one with a line for each series (docs: feed files)"));
        var opened = new FeedFolder(folder, SeriesFile.read(series));
        boolean anyData = List.of("load.csv", "meter_readings.csv", "prices.csv").stream()
                .anyMatch(name -> CsvFile.find(folder, name).isPresent());
        if (!anyData) {
            throw new ExplainedException(
                    folder + " has neither load.csv, meter_readings.csv nor prices.csv (or .gz of one)",
                    "there is nothing to forecast from",
                    "put the measured values beside series.csv (docs: feed files)");
        }
        return opened;
    }

    /** What is to be forecast, in the order of {@code series.csv}. */
    public List<Series> series() {
        return seriesFile.series();
    }

    /** Unit of a series' forecasts: {@code MW}, or currency per MWh. */
    public String unit(String seriesId, Target target) {
        return seriesFile.unit(seriesId, target);
    }

    /** Which meter counts towards which series; empty for a folder without meters. */
    public List<MeterAssignment> meters() {
        return CsvFile.find(folder, "meters.csv").map(MetersFile::read).orElse(List.of());
    }

    /** What published models expected, to compare with; empty for a folder without them. */
    public PublishedForecasts published() {
        return CsvFile.find(folder, "published_forecasts.csv")
                .map(PublishedForecasts::read)
                .orElse(PublishedForecasts.NONE);
    }

    /** The variables that weather and outlook files of the folder have. */
    public FeatureSchemas.Inputs inputs() {
        var weather = new TreeSet<String>();
        for (EventFile file : eventFiles()) {
            if (file.isWeather()) {
                weather.addAll(file.variables());
            }
        }
        var outlook = new TreeSet<String>();
        eventFiles().stream().filter(EventFile::isOutlook).forEach(file -> outlook.addAll(file.variables()));
        return new FeatureSchemas.Inputs(weather, outlook);
    }

    /**
     * All events, by availability; of one instant first loads and readings, then weather, prices and outlooks. Series and
     * meter assignments come first of all, an hour before the first measurement.
     */
    public Iterator<TimedEvent> events() {
        List<Iterator<TimedEvent>> sources = new ArrayList<>();
        for (EventFile file : eventFiles()) {
            sources.add(file.events());
        }
        var merged = new EventMerge(sources);
        Instant first = merged.hasNext() ? merged.peek().availableAt().minus(Duration.ofHours(1)) : Instant.EPOCH;
        List<TimedEvent> master = new ArrayList<>();
        series().forEach(series -> master.add(new TimedEvent(first, series)));
        meters().forEach(meter -> master.add(new TimedEvent(first, meter)));
        return new EventMerge(List.of(master.iterator(), merged));
    }

    private List<EventFile> eventFiles() {
        Map<String, EventFile.Reader> readers = new LinkedHashMap<>();
        readers.put("load.csv", LoadFile::read);
        readers.put("meter_readings.csv", MeterReadingsFile::read);
        readers.put("weather_observed.csv", WeatherFile::observed);
        readers.put("weather_forecast.csv", StepsFile::weather);
        readers.put("prices.csv", PricesFile::read);
        readers.put("outlook.csv", StepsFile::outlook);
        List<EventFile> files = new ArrayList<>();
        readers.forEach((name, reader) ->
                CsvFile.find(folder, name).ifPresent(path -> files.add(new EventFile(name, path, reader, seriesFile))));
        return files;
    }
}
