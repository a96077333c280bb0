package io.gridcast.tests.table;

import io.gridcast.app.report.TextTable;
import io.gridcast.tests.replay.CommandLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures forecasts on all sets of real data by the commands that anybody would use, two of them side by side, and says what was reached.
 * {@code tests/bench Table DATA WORK [SET...]} starts it; {@code tests/bench Table --smoke DATA WORK} takes some weeks of each set, without
 * trained models. A report that lies in WORK is not made again, so that a run which was cut off goes on. Ends with 1 if something that must be
 * reached was not.
 */
public final class AccuracyTable {
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final int SIDE_BY_SIDE = 2;
    private static final String SMOKE = "--smoke";

    /** A short run ends before code that was compiled twice has paid for it. */
    private static final String[] QUICK_START = {"-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

    private final PrintWriter out;
    private final Path data;
    private final Path work;
    private final boolean isSmoke;

    /**
     * @param out gets a line for each run that has ended
     * @param data the folder of all sets
     * @param work an existing directory for reports and logs
     * @param isSmoke whether some weeks of each set are enough
     */
    AccuracyTable(PrintWriter out, Path data, Path work, boolean isSmoke) {
        this.out = out;
        this.data = data;
        this.work = work;
        this.isSmoke = isSmoke;
    }

    /** Runs with [--smoke] DATA WORK [SET...]. */
    public static void main(String[] args) throws Exception {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        boolean isSmoke = args.length > 0 && args[0].equals(SMOKE);
        List<String> given = List.of(args).subList(isSmoke ? 1 : 0, args.length);
        if (given.size() < 2) {
            out.println("usage: tests/bench Table [--smoke] DATA WORK [SET...]");
            System.exit(2);
        }
        Path work = Files.createDirectories(Path.of(given.get(1)));
        var table = new AccuracyTable(out, Path.of(given.get(0)), work, isSmoke);
        List<Reached> reached = table.run(Set.copyOf(given.subList(2, given.size())));
        out.println();
        out.print(format(reached));
        Files.writeString(work.resolve("table.txt"), format(reached));
        System.exit(isSmoke || isKept(reached) ? 0 : 1);
    }

    /** Whether there is something that must be reached, and all of it was measured and reached. */
    static boolean isKept(List<Reached> reached) {
        return !reached.isEmpty()
                && reached.stream()
                        .map(Reached::verdict)
                        .allMatch(verdict -> verdict == Reached.Verdict.AIM || verdict == Reached.Verdict.MUST);
    }

    /**
     * Makes the reports that are missing and reads all.
     *
     * @param sets those wanted; empty for all
     * @return what was reached; a set whose feed files are not there is a line that was not measured
     * @throws IllegalArgumentException if there is no such set
     * @throws IllegalStateException with the end of its log, if a command fails
     */
    List<Reached> run(Set<String> sets) throws InterruptedException, IOException {
        List<TableRun> wanted = wanted(sets);
        List<TableRun> runs = wanted.stream()
                .filter(run -> Files.isDirectory(data.resolve(run.folder())))
                .toList();
        var commands = isSmoke ? new CommandLines(work, QUICK_START) : new CommandLines(work, "-Xmx2g");
        long startNs = System.nanoTime();
        var ended = new AtomicInteger();
        List<Callable<Void>> calls = new ArrayList<>();
        for (TableRun run : runs) {
            calls.add(() -> {
                make(run, commands);
                out.printf(
                        Locale.ROOT,
                        "%d of %d  %-20s %6.0f s from the start%n",
                        ended.incrementAndGet(),
                        runs.size(),
                        run.name(),
                        seconds(startNs));
                return null;
            });
        }
        sideBySide(calls);
        var reports = new Reports();
        runs.forEach(run -> reports.add(run.name(), report(run)));
        List<Reached> reached = new ArrayList<>(Promises.of(reports));
        wanted.stream().filter(run -> !runs.contains(run)).forEach(run -> reached.add(Reached.notThere(run.name())));
        return reached;
    }

    private static List<TableRun> wanted(Set<String> sets) {
        List<String> known = TableRun.all().stream().map(TableRun::name).toList();
        if (!known.containsAll(sets)) {
            throw new IllegalArgumentException("sets are " + sets + ", must be of " + known);
        }
        return TableRun.all().stream()
                .filter(run -> sets.isEmpty() || sets.contains(run.name()))
                .toList();
    }

    private void make(TableRun run, CommandLines commands) throws InterruptedException {
        Path report = report(run);
        if (Files.exists(report)) {
            return;
        }
        List<String> words = isSmoke ? run.smoke(data, work, report) : run.whole(data, work, report);
        out.println(TableRun.typed(words));
        commands.run(run.name(), PATIENCE, words);
    }

    private Path report(TableRun run) {
        return work.resolve(run.name() + ".json");
    }

    private static void sideBySide(List<Callable<Void>> work) throws InterruptedException {
        ExecutorService two = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            for (Future<Void> each : two.invokeAll(work)) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            two.shutdownNow();
        }
    }

    /** As text, a line a figure. */
    static String format(List<Reached> reached) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("set", "measure", "opponent", "reached", "must", "aim", "verdict"));
        for (Reached line : reached) {
            lines.add(List.of(
                    line.set(),
                    line.measure(),
                    line.opponent(),
                    TextTable.figure(line.value()),
                    TextTable.figure(line.must()),
                    TextTable.figure(line.aim()),
                    line.verdict().toString().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        return TextTable.format(lines, 3);
    }

    private static double seconds(long startNs) {
        return (System.nanoTime() - startNs) / 1e9;
    }
}
