package io.gridcast.tests.table;

import io.gridcast.tests.replay.FeedExcerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One command of the table, over its whole test period or over some weeks of it.
 *
 * @param name of its report
 * @param folder of feed files
 * @param command first word of what is run
 * @param options of the whole period, {@code --data} and {@code --json} left out
 * @param smokeFrom where the short version begins to forecast
 * @param smokeDays how long it goes on
 * @param loadAlone whether prices are left out of the folder
 */
record TableRun(
        String name,
        String folder,
        String command,
        List<String> options,
        Instant smokeFrom,
        int smokeDays,
        boolean loadAlone) {
    /** What the short version knows before its first forecast. */
    private static final Duration SMOKE_HISTORY = Duration.ofDays(140);

    private static final List<String> NOT_OF_LOAD = List.of("prices.csv.gz", "published_forecasts.csv.gz");

    /** The runs of all sets, the longest first, so that two side by side end together. */
    static List<TableRun> all() {
        return List.of(
                load(
                        "norway",
                        "2024-02-05",
                        "--no-models",
                        "--from",
                        "2024-01-01",
                        "--to",
                        "2025-01-01",
                        "--set",
                        "forecast.every=3h"),
                price("epf-de", "2016-12-26T11:00:00Z", "2016-01-03T11:00:00Z"),
                price("epf-fr", "2015-12-26T11:00:00Z", "2015-01-03T11:00:00Z"),
                price("epf-np", "2017-01-01T11:00:00Z", "2016-12-26T11:00:00Z"),
                backtest("victoria", "2013-06-03", "--retrain-every", "30d", "--set", "forecast.every=3h"),
                backtest("spain", "2017-02-06", "--from", "2017-01-01", "--to", "2018-01-01"),
                backtest("liander-substations", "2021-10-11", "--retrain-every", "7d", "--set", "forecast.every=3h"),
                backtest("liander", "2021-01-11", "--retrain-every", "7d", "--set", "forecast.every=3h"),
                new TableRun(
                        "south-australia",
                        "south-australia",
                        "spikes",
                        List.of("--event", "spot:above:300", "--within", "6h", "--from", "2008-02-01"),
                        Instant.parse("2008-03-01T00:00:00Z"),
                        21,
                        false));
    }

    private static TableRun backtest(String set, String smokeFrom, String... options) {
        return new TableRun(set, set, "backtest", List.of(options), Instant.parse(smokeFrom + "T00:00:00Z"), 10, false);
    }

    private static TableRun load(String set, String smokeFrom, String... options) {
        return new TableRun(set, set, "backtest", List.of(options), Instant.parse(smokeFrom + "T00:00:00Z"), 10, true);
    }

    /** Trees and network are trained on what is known when the first price of the test period is forecast. */
    private static TableRun price(String set, String smokeFrom, String from) {
        return new TableRun(
                set,
                set,
                "backtest",
                List.of("--network", "--from", from, "--dm", "dnn_ensemble,issued", "--dm", "lear_ensemble,issued"),
                Instant.parse(smokeFrom),
                14,
                false);
    }

    /**
     * The words of the whole run.
     *
     * @param work an existing directory for feed files that are made
     */
    List<String> whole(Path data, Path work, Path report) {
        Path feeds = data.resolve(folder);
        if (loadAlone) {
            feeds = loadAlone(feeds, work.resolve(name + "-load"));
        }
        return words(feeds, report, options);
    }

    /** The words of the short one: without trained models, on an excerpt. */
    List<String> smoke(Path data, Path work, Path report) {
        Instant to = smokeFrom.plus(Duration.ofDays(smokeDays));
        Path excerpt = FeedExcerpt.copy(
                data.resolve(folder),
                work.resolve(name + "-excerpt"),
                smokeFrom.minus(SMOKE_HISTORY),
                to.plus(Duration.ofDays(1)));
        Path feeds = loadAlone ? loadAlone(excerpt, work.resolve(name + "-load")) : excerpt;
        List<String> shorter = new ArrayList<>(List.of("--from", smokeFrom.toString(), "--to", to.toString()));
        if (command.equals("backtest")) {
            shorter.addAll(List.of("--no-models", "--set", "forecast.every=3h"));
        } else {
            shorter.addAll(options.subList(0, options.indexOf("--from")));
        }
        return words(feeds, report, shorter);
    }

    private List<String> words(Path feeds, Path report, List<String> given) {
        List<String> words = new ArrayList<>(List.of(command, "--data", feeds.toString(), "--json", report.toString()));
        words.addAll(given);
        return words;
    }

    private static Path loadAlone(Path feeds, Path into) {
        try (Stream<Path> files = Files.list(feeds)) {
            Files.createDirectories(into);
            for (Path file : files.toList()) {
                String fileName = file.getFileName().toString();
                Path copy = into.resolve(fileName);
                if (fileName.equals("series.csv")) {
                    Files.writeString(copy, Files.readString(file).replace("load+price", "load"));
                } else if (!NOT_OF_LOAD.contains(fileName) && !NOT_OF_LOAD.contains(fileName + ".gz")) {
                    Files.deleteIfExists(copy);
                    Files.createSymbolicLink(copy, file.toAbsolutePath());
                }
            }
            return into;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it would be typed. */
    static String typed(List<String> words) {
        return "gridcast " + String.join(" ", words);
    }
}
