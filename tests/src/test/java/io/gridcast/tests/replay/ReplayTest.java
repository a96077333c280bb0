package io.gridcast.tests.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same records and ticks give the same bytes on every public topic, whatever happens to the engine: shown with the command line
 * itself, on a simulated country with missing readings, against a real broker and real stores.
 */
class ReplayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Instant BEGIN = Instant.parse("2024-02-26T00:00:00Z");
    private static final Instant FROM = BEGIN.plus(Duration.ofDays(21));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private static CommandLines commands;
    private static ReplayOrder order;
    private static List<String> undisturbed;

    @BeforeAll
    static void replayUndisturbed() throws Exception {
        commands = new CommandLines(directory, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        Path feeds = directory.resolve("feeds");
        Path packs = directory.resolve("packs");
        order = new ReplayOrder(feeds, packs, FROM, FROM.plus(Duration.ofDays(4)));
        commands.run("simulate", PATIENCE, simulation(feeds));
        commands.run(
                "train",
                PATIENCE,
                List.of("train", "--data", feeds.toString(), "--until", FROM.toString(), "--out", packs.toString()));
        undisturbed = replay("undisturbed");
    }

    @Test
    void itSaysSomethingAtAll() {
        assertThat(undisturbed).anySatisfy(line -> assertThat(line).matches("[0-9a-f]{64} 5 [1-9]\\d* forecasts\\.v1"));
        assertThat(undisturbed)
                .anySatisfy(line -> assertThat(line).matches("[0-9a-f]{64} \\d [1-9]\\d* models\\.deployments\\.v1"));
    }

    @Test
    void aSecondReplayGivesTheSameBytes() throws Exception {
        assertThat(replay("second")).isEqualTo(undisturbed);
    }

    @Test
    void fourPartitionsGiveTheSameBytes() throws Exception {
        assertThat(replay("four-partitions", "--partitions", "4")).isEqualTo(undisturbed);
    }

    @Test
    void twoInstancesGiveTheSameBytes() throws Exception {
        try (SplitReplay replay = SplitReplay.open(directory.resolve("shared"), commands, order, 4)) {
            replay.startEngine("a");
            replay.startEngine("b");
            replay.awaitSharing();

            replay.startFeed();

            assertThat(replay.awaitDigest(PATIENCE)).isEqualTo(undisturbed);
        }
    }

    @Test
    void anEngineKilledThreeTimesLeavesNothingOutAndSaysNothingTwice() throws Exception {
        try (SplitReplay replay = SplitReplay.open(directory.resolve("killed"), commands, order, 1)) {
            replay.startEngine("a");
            replay.startFeed();

            for (double share : new double[] {0.1, 0.4, 0.7}) {
                replay.awaitForecast(order.at(share));
                replay.killEngine("a");
                replay.startEngine("a");
            }

            assertThat(replay.awaitDigest(PATIENCE)).isEqualTo(undisturbed);
        }
    }

    private static List<String> simulation(Path feeds) {
        return List.of(
                "simulate",
                "--out",
                feeds.toString(),
                "--from",
                BEGIN.toString(),
                "--to",
                FROM.plus(Duration.ofDays(6)).toString(),
                "--zones",
                "2",
                "--feeders",
                "3",
                "--meters",
                "60",
                "--readings",
                "--faults",
                "missing=0.05,spike=0.02");
    }

    private static List<String> replay(String name, String... further) throws InterruptedException, IOException {
        Path digest = directory.resolve(name + ".digest");
        List<String> arguments = new ArrayList<>(order.arguments());
        arguments.addAll(List.of("--digest", digest.toString()));
        arguments.addAll(List.of(further));
        commands.run(name, PATIENCE, arguments);
        return Files.readAllLines(digest);
    }
}
