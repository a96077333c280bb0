package io.gridcast.tests.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.cli.Gridcast;
import io.gridcast.app.keys.KeyFile;
import io.gridcast.app.models.ModelInventory;
import io.gridcast.app.net.Ports;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One story, told in turn, because starting an engine is the dear part of it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrainerTest {
    private static final Instant BEGIN = Instant.parse("2024-02-01T00:00:00Z");
    private static final Instant PRESENT = BEGIN.plus(Duration.ofDays(40));
    private static final Scope LOAD = Scope.all(Target.LOAD);
    private static final Scope PRICE = Scope.all(Target.PRICE);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private static SimulatedEngine engine;
    private static Path key;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        key = directory.resolve("trainer.pem");
        engine = SimulatedEngine.start(
                directory.resolve("engine"), KeyFile.create(key).publicKey(), BEGIN, PRESENT);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    @Order(1)
    void withoutARequestThereIsNothingToDo() {
        assertThat(train("gridcast-trainer")).isZero();

        assertThat(out.toString()).contains("no request waits");
    }

    @Test
    @Order(2)
    void aTrainerThatIsKilledLeavesNothingHalfDone() throws Exception {
        engine.write(Topics.RETRAINING_REQUESTS, request(LOAD, "an older one, which nobody needs"), PRESENT);
        engine.write(Topics.RETRAINING_REQUESTS, request(LOAD, "errors of F1 have doubled"), PRESENT);

        Process trainer = new ProcessBuilder(commandLine("gridcast-trainer")).start();
        try (var said = trainer.inputReader()) {
            assertThat(said.readLine()).contains("load/*", "errors of F1 have doubled");
        }
        trainer.destroyForcibly();

        assertThat(trainer.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(ModelInventory.read(engine.platform()).packs()).isEmpty();
    }

    @Test
    @Order(3)
    void itsRequestIsThenRepeatedAndTheModelForecastsInShadow() {
        assertThat(train("gridcast-trainer")).as(err.toString()).isZero();

        assertThat(out.toString())
                .contains("errors of F1 have doubled", "cross-validated mae_mw", "forecasts in shadow")
                .doesNotContain("which nobody needs");
        DeployedModel shadow = shadow();
        var manifest = ModelInventory.read(engine.platform())
                .pack(shadow.model().toString())
                .orElseThrow()
                .manifest();
        assertThat(manifest.author()).isEqualTo("trainer");
        assertThat(manifest.metrics()).containsKeys("mae_mw", "mae_mw/lead/1-24", "below/0.90");
        assertThat(manifest.trainedOn().to()).isEqualTo(PRESENT);
    }

    @Test
    @Order(4)
    void aRequestIsHandledOnce() {
        assertThat(train("gridcast-trainer")).isZero();

        assertThat(out.toString()).contains("no request waits");
    }

    @Test
    @Order(5)
    void whoeverRepeatsItMakesTheSameVersionAndPublishesNothingAnew() {
        DeployedModel before = shadow();

        assertThat(train("another-trainer")).as(err.toString()).isZero();

        assertThat(shadow()).isEqualTo(before);
        assertThat(engine.read(Topics.MODELS_AUDIT))
                .extracting(AuditEntry::what)
                .containsExactly("publish", "shadow", "effective");
    }

    @Test
    @Order(6)
    void withMlflowAwayAllIsDoneAndTheExitCodeSaysWhatIsNot() {
        int code = train("a-third-trainer", "--mlflow-uri", "http://127.0.0.1:" + Ports.free());

        assertThat(code).as(err.toString()).isEqualTo(3);
        assertThat(out.toString()).contains("forecasts in shadow");
        assertThat(err.toString()).contains("warning: the model is not logged in MLflow");
        assertThat(train("a-third-trainer")).as("the request is handled").isZero();
        assertThat(out.toString()).contains("no request waits");
    }

    @Test
    @Order(7)
    void whatCannotBeTrainedIsSaidAndNotTriedForEver() throws Exception {
        engine.write(Topics.RETRAINING_REQUESTS, request(new Scope(Target.LOAD, "zone:NOWHERE"), "test"), PRESENT);

        assertThat(train("gridcast-trainer")).isEqualTo(1);
        assertThat(err.toString()).contains("no series is in load/zone:NOWHERE", "will not be tried again");

        assertThat(train("gridcast-trainer")).isZero();
    }

    @Test
    @Order(8)
    void aTargetForWhichNothingWasEverDeployedGetsAFirstChampionOnceItsHistoryReachesBack() {
        assertThat(train("gridcast-trainer", "--first-models=80d")).isZero();
        assertThat(out.toString()).contains("no request waits");

        assertThat(train("gridcast-trainer", "--first-models=28d"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("price/*: price-xgb@", "is the first champion");
        DeployedModel champion = deployment(PRICE).orElseThrow().champion().orElseThrow();
        assertThat(engine.read(Topics.MODELS_AUDIT).stream()
                        .filter(entry -> entry.subject().equals(champion.model().toString()))
                        .map(entry -> entry.who() + " " + entry.what() + ": " + entry.why()))
                .contains(
                        "trainer publish: nothing was ever deployed: a first champion",
                        "trainer deploy: nothing was ever deployed: a first champion");
        assertThat(deployment(LOAD).orElseThrow().champion())
                .as("of loads there is a shadow, so that somebody has begun to choose")
                .isEmpty();
    }

    @Test
    @Order(9)
    void afterThatItIsLeftToOthers() {
        int told = engine.read(Topics.MODELS_AUDIT).size();

        assertThat(train("gridcast-trainer", "--first-models=28d")).isZero();

        assertThat(out.toString()).contains("no request waits");
        assertThat(engine.read(Topics.MODELS_AUDIT)).hasSize(told);
    }

    private static Optional<Deployment> deployment(Scope scope) {
        return Optional.ofNullable(
                ModelInventory.read(engine.platform()).deployments().get(scope.toString()));
    }

    private static DeployedModel shadow() {
        Deployment deployment = deployment(LOAD).orElseThrow();
        assertThat(deployment.shadows()).hasSize(1);
        return deployment.shadows().get(0);
    }

    private static RetrainingRequest request(Scope scope, String reason) {
        return new RetrainingRequest(scope, reason, PRESENT, PRESENT);
    }

    private int train(String group, String... further) {
        List<String> all = new ArrayList<>(List.of(arguments(group)));
        all.addAll(List.of(further));
        return Gridcast.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    private static String[] arguments(String group) {
        return new String[] {
            "trainer",
            "--once",
            "--key",
            key.toString(),
            "--group",
            group,
            "--bootstrap-servers",
            engine.platform().cluster().bootstrapServers(),
            "--schema-registry",
            engine.registryUrl()
        };
    }

    private static List<String> commandLine(String group) {
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.gridcast.app.Main"));
        words.addAll(List.of(arguments(group)));
        return words;
    }
}
