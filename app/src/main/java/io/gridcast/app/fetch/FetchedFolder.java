package io.gridcast.app.fetch;

import io.gridcast.app.feed.CsvLines;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.training.feed.TimedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A folder in the feed-file layout that grows with what is fetched. At any instant all of its files are whole, and every series in them is
 * in {@code series.csv}. One thread.
 */
public final class FetchedFolder {
    private static final String CHOICE = "fetched.txt";

    private final Path folder;
    private final FeedSource source;
    private final SortedTable loads;
    private final SortedTable prices;

    private FetchedFolder(Path folder, FeedSource source) throws IOException {
        this.folder = folder;
        this.source = source;
        this.loads = new SortedTable(folder.resolve("load.csv.gz"), "interval_start,series_id,load_mw");
        this.prices = new SortedTable(
                folder.resolve("prices.csv.gz"), "delivery_start,zone,product,price_per_mwh,published_at");
    }

    /**
     * Opens or makes a folder.
     *
     * @throws ExplainedException if it holds data of another source or choice, or cannot be written
     */
    public static FetchedFolder open(Path folder, FeedSource source) {
        return tried(folder, () -> {
            Files.createDirectories(folder);
            String choice = source.name() + "\n"
                    + new TreeMap<>(source.choice())
                            .entrySet().stream()
                                    .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                                    .collect(Collectors.joining());
            Path marker = folder.resolve(CHOICE);
            requireOurs(folder, marker, choice);
            write(marker, choice);
            write(folder.resolve("SOURCE.md"), source.about());
            return new FetchedFolder(folder, source);
        });
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    SortedTable loads() {
        return loads;
    }

    SortedTable prices() {
        return prices;
    }

    /** Saves loads; returns those that are new or have changed. */
    List<TimedEvent> addLoads(Collection<ObservedLoad> found) {
        return tried(folder, () -> {
            TreeMap<String, ObservedLoad> byKey = new TreeMap<>();
            TreeMap<String, String> rows = new TreeMap<>();
            for (ObservedLoad load : found) {
                String key = SortedTable.key(load.slot(), load.seriesId());
                byKey.put(key, load);
                rows.put(key, number(load.loadMw()));
            }
            Set<String> names = loads.names();
            found.forEach(load -> names.add(load.seriesId()));
            writeSeries(names, prices.names());
            return loads.merge(rows).stream()
                    .map(byKey::get)
                    .map(load -> new TimedEvent(load.slotEnd(), load))
                    .toList();
        });
    }

    /** Saves prices; returns those that are new or have changed. */
    List<TimedEvent> addPrices(Collection<MarketPrice> found) {
        return tried(folder, () -> {
            TreeMap<String, MarketPrice> byKey = new TreeMap<>();
            TreeMap<String, String> rows = new TreeMap<>();
            for (MarketPrice price : found) {
                String key = SortedTable.key(price.deliveryStart(), price.zone());
                byKey.put(key, price);
                String product = price.product().name().toLowerCase(Locale.ROOT);
                rows.put(key, product + "," + number(price.price()) + "," + price.publishedAt());
            }
            Set<String> zones = prices.names();
            found.forEach(price -> zones.add(price.zone()));
            writeSeries(loads.names(), zones);
            return prices.merge(rows).stream()
                    .map(byKey::get)
                    .map(price -> new TimedEvent(price.publishedAt(), price))
                    .toList();
        });
    }

    private void writeSeries(Set<String> loadSeries, Set<String> zones) throws IOException {
        Path draft = folder.resolve(".series.csv.part");
        try (CsvLines lines = new CsvLines(
                draft,
                "series_id,zone,targets,resolution,time_zone,holiday_region,unit_load,unit_price,latitude,longitude,members")) {
            for (Series series : source.series(loadSeries, zones)) {
                lines.cell(series.seriesId())
                        .cell(series.priceZone())
                        .cell(targets(series))
                        .cell(series.resolution())
                        .cell(series.timeZone())
                        .cell(series.holidayRegion())
                        .cell("MW")
                        .cell(series.targets().contains(Target.PRICE) ? "EUR/MWh" : "")
                        .cell(series.latitude())
                        .cell(series.longitude())
                        .cell(String.join(" ", series.members()))
                        .end();
            }
        }
        SortedTable.replace(draft, folder.resolve("series.csv"));
    }

    private static String targets(Series series) {
        List<String> targets = new ArrayList<>();
        for (Target target : new TreeSet<>(series.targets())) {
            targets.add(target.name().toLowerCase(Locale.ROOT));
        }
        return String.join("+", targets);
    }

    /** As short as it can be and still be the same double. */
    private static String number(double value) {
        String text = Double.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static void requireOurs(Path folder, Path marker, String choice) throws IOException {
        if (Files.exists(marker)) {
            String found = Files.readString(marker);
            if (!found.equals(choice)) {
                throw new ExplainedException(
                        folder + " holds " + inLine(found) + ", not " + inLine(choice),
                        "rows of two choices in one file would mean different things",
                        "fetch into another folder, or with the same options as before");
            }
            return;
        }
        try (var entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new ExplainedException(
                        folder + " is not empty, and no fetch made it",
                        "what is in it would be mixed with what is fetched",
                        "name a new or empty folder with --out");
            }
        }
    }

    private static String inLine(String choice) {
        return choice.strip().replace("\n", " ");
    }

    private static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + ".part");
        Files.writeString(draft, text);
        SortedTable.replace(draft, file);
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T tried(Path folder, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot keep feed files in " + folder + ": " + e,
                    "what is fetched has to be saved",
                    "name a folder that can be written, on a disk with room, with --out; what was saved before is whole",
                    e);
        }
    }
}
