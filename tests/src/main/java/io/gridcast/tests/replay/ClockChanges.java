package io.gridcast.tests.replay;

import io.gridcast.app.cli.Gridcast;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Replays feed files and counts the local days of 23, 24 and 25 hours that were forecast whole. {@code tests/bench ClockChanges WORK
 * REPLAY…} starts it, with an empty directory and the options of {@code gridcast replay}; it ends with 1 if one was not.
 */
public final class ClockChanges {
    private ClockChanges() {}

    /** Runs with WORK and the options of the replay. */
    public static void main(String[] args) throws IOException {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        if (args.length < 2) {
            out.println("usage: tests/bench ClockChanges WORK --data DIR [more options of gridcast replay]");
            System.exit(2);
        }
        ForecastDays days;
        Path directory = Files.createDirectories(Path.of(args[0]));
        try (OwnCluster cluster = OwnCluster.start(directory.resolve("kafka"), 1)) {
            int code = replay(cluster, out, Arrays.asList(args).subList(1, args.length));
            if (code != 0) {
                System.exit(code);
            }
            days = ForecastDays.read(cluster.platform());
        }
        for (String series : days.series()) {
            print(out, series + " price", days.pricedDays(series));
            print(out, series + " load", days.loadDays(series));
        }
        days.problems().forEach(out::println);
        out.println(days.problems().size() + " problems");
        System.exit(days.problems().isEmpty() ? 0 : 1);
    }

    /** Replays on a cluster with an engine in this process; the exit code. */
    static int replay(OwnCluster cluster, PrintWriter out, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("replay"));
        arguments.addAll(cluster.arguments());
        arguments.addAll(options);
        return Gridcast.run(out, out, arguments.toArray(String[]::new));
    }

    private static void print(PrintWriter out, String what, SortedMap<Long, TreeSet<LocalDate>> byHours) {
        byHours.forEach((hours, days) ->
                out.println(what + ": " + days.size() + " days of " + hours + " h" + (hours == 24 ? "" : " " + days)));
    }
}
