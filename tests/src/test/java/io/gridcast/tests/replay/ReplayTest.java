package io.gridcast.tests.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.app.models.PackShipment;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topics;
import io.gridcast.tests.models.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
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
        commands.run(
                "simulate",
                PATIENCE,
                SimulatedFeeds.command(
                        feeds,
                        BEGIN,
                        FROM.plus(Duration.ofDays(6)),
                        2,
                        3,
                        60,
                        "--readings",
                        "--faults",
                        "missing=0.05,spike=0.02"));
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

    @Test
    void anEngineKilledInTheMiddleOfASwapForecastsByTheOldOrTheNewModelOnAllPartitions() throws Exception {
        PackShipment trained = PackShipment.readAll(order.packs()).stream()
                .filter(pack -> pack.target() == Target.LOAD)
                .findFirst()
                .orElseThrow();
        PackShipment second = Versions.of(trained.pack(), "load-second", 1);
        Map<Instant, Set<ModelRef>> versions = new TreeMap<>();
        var effectiveFrom = new AtomicReference<>(Instant.MAX);
        Map<String, Integer> runs = new TreeMap<>();
        try (SplitReplay replay = SplitReplay.open(directory.resolve("swapped"), commands, order, 4)) {
            replay.trust(second);
            replay.startEngine("a");
            replay.startFeed("--speed", "7200");
            replay.awaitForecast(order.at(0.2));

            var desk = new ModelDesk(replay.platform(), "person");
            desk.publish(second, "it is better", order.at(0.2));
            desk.command(CommandKind.DEPLOY, second.deployed(), Scope.all(Target.LOAD), "it is better", order.at(0.2));
            replay.awaitDeployment(second.deployed());
            replay.killEngine("a");
            replay.startEngine("a");

            replay.awaitDigest(PATIENCE);
            TopicFollower.readToEnd(
                    replay.platform().cluster().client(),
                    new Subscription(replay.platform().registry())
                            .values(Topics.FORECASTS, (forecast, at) -> {
                                if (forecast.target() == Target.LOAD) {
                                    versions.computeIfAbsent(forecast.issuedAt(), slot -> new HashSet<>())
                                            .add(forecast.model());
                                    runs.merge(forecast.seriesId() + " " + forecast.firstSlot(), 1, Integer::sum);
                                }
                            })
                            .values(Topics.MODELS_DEPLOYMENTS, (deployment, at) -> {
                                if (deployment
                                        .champion()
                                        .filter(second.deployed()::equals)
                                        .isPresent()) {
                                    effectiveFrom.set(deployment.effectiveFrom());
                                }
                            }));
        }
        versions.forEach((tick, models) -> assertThat(models)
                .as("models at " + tick + ", cut-over at " + effectiveFrom)
                .containsExactly(tick.isBefore(effectiveFrom.get()) ? trained.model() : second.model()));
        assertThat(runs.values()).as("forecasts of a series for one hour").containsOnly(1);
        assertThat(runs.keySet().stream()
                        .collect(
                                Collectors.groupingBy(run -> run.substring(0, run.indexOf(' ')), Collectors.counting()))
                        .values()
                        .stream()
                        .distinct())
                .as("forecasts of each series")
                .singleElement()
                .satisfies(count -> assertThat(count)
                        .isGreaterThanOrEqualTo(
                                Duration.between(FROM, order.to()).toHours()));
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
