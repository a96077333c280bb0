package io.gridcast.tests.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.app.models.PackShipment;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.ModelAuthors;
import io.gridcast.core.model.Scope;
import io.gridcast.core.pack.GoldenSample;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.TrainingData;
import io.gridcast.serdes.Topics;
import io.gridcast.tests.replay.CenterModel;
import io.gridcast.tests.replay.CommandLines;
import io.gridcast.tests.replay.ReplayOrder;
import io.gridcast.tests.replay.SimulatedFeeds;
import io.gridcast.tests.replay.SplitReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real model that never ends, once it is asked for a load: its pack is in order and scores its golden sample. The engine is started by
 * the launcher, as its users start it.
 */
class HangingModelTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Instant BEGIN = Instant.parse("2024-02-26T00:00:00Z");
    private static final Instant FROM = BEGIN.plus(Duration.ofDays(16));
    private static final Instant TO = FROM.plus(Duration.ofHours(36));
    private static final Scope ALL = Scope.all(Target.LOAD);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private static CommandLines commands;
    private static ReplayOrder order;
    private static PackShipment champion;

    private final List<Forecast> forecasts = new ArrayList<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private final List<QualityEvent> events = new ArrayList<>();

    @BeforeAll
    static void prepare() throws Exception {
        commands = CommandLines.byLauncher(directory, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        Path feeds = directory.resolve("feeds");
        Path packs = directory.resolve("packs");
        order = new ReplayOrder(feeds, packs, FROM, TO);
        commands.run("simulate", PATIENCE, SimulatedFeeds.command(feeds, BEGIN, TO.plus(Duration.ofDays(1)), 1, 2, 10));
        champion = new PackShipment(CenterModel.pack(TwelveFeatures.schema()));
        champion.write(Files.createDirectories(packs).resolve("champion.gridpack"));
    }

    @Test
    void asAShadowItIsGivenUpAndAsAChampionTheInstanceIsStartedAgainWithoutIt() throws Exception {
        PackShipment shadow = hanging("1");
        PackShipment leader = hanging("2");

        replay(shadow, leader);

        assertThat(retired(shadow)).anySatisfy(why -> assertThat(why).contains("has not ended"));
        assertThat(Files.readString(directory.resolve("replay-engine-a.log")))
                .contains("model-hangs model=load-hanging@2")
                .containsOnlyOnce("instance-restarts exit=75");
        assertThat(events).anySatisfy(event -> {
            assertThat(event.rule()).isEqualTo(QualityRule.MODEL_FAULT);
            assertThat(event.detail()).contains("load-hanging@2 hung in this instance before");
        });
        assertThat(rolledBack(leader)).hasSize(1);
        assertThat(forecasts).extracting(Forecast::model).containsOnly(champion.model());
        assertNoneIsMissing();
    }

    private void replay(PackShipment shadow, PackShipment leader) throws Exception {
        try (SplitReplay replay = SplitReplay.open(directory.resolve("replay"), commands, order, 1)) {
            replay.trust(shadow);
            replay.trust(leader);
            replay.set("models.shadow-patience", "500ms");
            replay.set("models.hang-limit", "5s");
            replay.startEngine("a");
            replay.startFeed("--speed", "3600");
            begin(replay, 0.1, CommandKind.SHADOW, shadow);
            replay.awaitRetirement(shadow.deployed()); // on a busy machine the leader would end the instance before
            begin(replay, 0.3, CommandKind.DEPLOY, leader);
            replay.awaitDigest(PATIENCE);
            TopicFollower.readToEnd(
                    replay.platform().cluster().client(),
                    new Subscription(replay.platform().registry())
                            .values(Topics.FORECASTS, (forecast, at) -> forecasts.add(forecast))
                            .values(Topics.MODELS_AUDIT, (entry, at) -> audit.add(entry))
                            .values(Topics.DATA_QUALITY, (event, at) -> events.add(event)));
        }
        forecasts.removeIf(forecast -> forecast.target() != Target.LOAD);
    }

    /** Gives a model a role once a share of the replay has passed. */
    private static void begin(SplitReplay replay, double share, CommandKind role, PackShipment pack)
            throws InterruptedException {
        replay.awaitForecast(order.at(share));
        var desk = new ModelDesk(replay.platform(), "a person");
        desk.publish(pack, "try it", order.at(share));
        desk.command(role, pack.deployed(), ALL, "try it", order.at(share));
        replay.awaitDeployment(pack.deployed());
    }

    private List<String> retired(PackShipment pack) {
        return reasons("retire", pack);
    }

    private List<String> rolledBack(PackShipment pack) {
        return reasons("roll-back", pack);
    }

    /** Why the engine itself took a model out. */
    private List<String> reasons(String what, PackShipment pack) {
        return audit.stream()
                .filter(entry -> entry.who().equals(ModelAuthors.ENGINE)
                        && entry.what().equals(what)
                        && entry.subject().equals(pack.model().toString()))
                .map(AuditEntry::why)
                .toList();
    }

    /** Every series is forecast at every hour, once. */
    private void assertNoneIsMissing() {
        Map<String, Map<Instant, Integer>> runs = new TreeMap<>();
        forecasts.forEach(forecast -> runs.computeIfAbsent(forecast.seriesId(), series -> new TreeMap<>())
                .merge(forecast.issuedAt(), 1, Integer::sum));
        assertThat(runs).isNotEmpty().allSatisfy((series, times) -> {
            assertThat(times.values()).containsOnly(1);
            Instant first = times.keySet().iterator().next();
            for (Instant at = first; at.isBefore(TO); at = at.plus(Duration.ofHours(1))) {
                assertThat(times).containsKey(at);
            }
        });
    }

    private static PackShipment hanging(String version) throws IOException {
        PackManifest description = PackManifest.describe(
                new ModelRef("load-hanging", version),
                "onnx",
                Duration.ofHours(48),
                QuantileLevels.standard(),
                TwelveFeatures.schema(),
                new TrainingData(BEGIN, FROM, 1, "not given"),
                "test",
                "a person");
        float[] below = new float[TwelveFeatures.schema().size()];
        float[] scored = new float[QuantileLevels.COUNT]; // the center, for the model itself says 0
        Arrays.fill(below, -1);
        Arrays.fill(scored, -1);
        byte[] model = Files.readAllBytes(Path.of("src", "test", "resources", "models", "hanging.onnx"));
        return new PackShipment(ModelPack.of(
                description, new GoldenSample(1, below, scored), new TreeMap<>(Map.of("model.onnx", model))));
    }
}
