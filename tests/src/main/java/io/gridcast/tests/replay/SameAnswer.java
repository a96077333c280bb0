package io.gridcast.tests.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows on feed files that the engine gives the same answer however it is run: undisturbed, with four partitions and two instances, and
 * killed three times. {@code tests/bench SameAnswer DATA FROM TO WORK [PACKS]} starts it; it ends with 1 if an answer differs.
 */
public final class SameAnswer {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final PrintWriter out;
    private final CommandLines commands;
    private final ReplayOrder order;
    private final Path directory;
    private List<String> undisturbed = List.of();
    private boolean differs;

    private SameAnswer(PrintWriter out, CommandLines commands, ReplayOrder order, Path directory) {
        this.out = out;
        this.commands = commands;
        this.order = order;
        this.directory = directory;
    }

    /** Runs with DATA, FROM and TO (as in 2017-01-01T00:00:00Z), WORK, an empty directory, and PACKS, trained there if not given. */
    public static void main(String[] args) throws InterruptedException, IOException {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        if (args.length < 4 || args.length > 5) {
            out.println(
                    "usage: tests/bench SameAnswer DATA FROM TO WORK [PACKS]; FROM and TO as in 2017-01-01T00:00:00Z");
            System.exit(2);
        }
        Path directory = Files.createDirectories(Path.of(args[3]));
        Path packs = args.length == 5 ? Path.of(args[4]) : directory.resolve("packs");
        var order = new ReplayOrder(Path.of(args[0]), packs, Instant.parse(args[1]), Instant.parse(args[2]));
        var commands = new CommandLines(directory, "-Xmx1g");
        if (args.length == 4) {
            commands.run("train", PATIENCE, trainingOf(order));
        }
        SameAnswer proof = new SameAnswer(out, commands, order, directory);
        proof.run();
        System.exit(proof.differs ? 1 : 0);
    }

    private static List<String> trainingOf(ReplayOrder order) {
        return List.of(
                "train",
                "--data",
                order.data().toString(),
                "--until",
                order.from().toString(),
                "--out",
                order.packs().toString());
    }

    private void run() throws InterruptedException, IOException {
        compare("undisturbed", this::undisturbed);
        compare("killed three times", this::killed);
        compare("two instances, four partitions", this::shared);
        out.println();
        undisturbed.forEach(out::println);
    }

    private List<String> undisturbed() throws InterruptedException, IOException {
        Path digest = directory.resolve("undisturbed.txt");
        List<String> arguments = new ArrayList<>(order.arguments());
        arguments.addAll(List.of("--digest", digest.toString()));
        commands.run("undisturbed", PATIENCE, arguments);
        undisturbed = Files.readAllLines(digest);
        return undisturbed;
    }

    private List<String> killed() throws InterruptedException, IOException {
        try (SplitReplay replay = SplitReplay.open(directory.resolve("killed"), commands, order, 1)) {
            replay.startEngine("a");
            replay.startFeed();
            for (double share : new double[] {0.25, 0.5, 0.75}) {
                replay.awaitForecast(order.at(share));
                replay.killEngine("a");
                replay.startEngine("a");
            }
            return replay.awaitDigest(PATIENCE);
        }
    }

    private List<String> shared() throws InterruptedException, IOException {
        try (SplitReplay replay = SplitReplay.open(directory.resolve("shared"), commands, order, 4)) {
            replay.startEngine("a");
            replay.startEngine("b");
            replay.awaitSharing();
            replay.startFeed();
            return replay.awaitDigest(PATIENCE);
        }
    }

    private void compare(String how, Run run) throws InterruptedException, IOException {
        long startNs = System.nanoTime();
        List<String> digest = run.digest();
        double seconds = (System.nanoTime() - startNs) / 1e9;
        boolean isEqual = digest.equals(undisturbed);
        differs |= !isEqual;
        out.printf(Locale.ROOT, "%-32s %6.0f s  %s%n", how, seconds, isEqual ? "equal" : "DIFFERS");
        if (!isEqual) {
            digest.stream().filter(line -> !undisturbed.contains(line)).forEach(line -> out.println("  " + line));
        }
    }

    @FunctionalInterface
    private interface Run {
        List<String> digest() throws InterruptedException, IOException;
    }
}
