package io.gridcast.tests.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.app.cli.Gridcast;
import io.gridcast.app.mlflow.MlflowClient;
import io.gridcast.app.mlflow.MlflowException;
import io.gridcast.app.mlflow.MlflowJournal;
import io.gridcast.app.mlflow.MlflowJournal.Registered;
import io.gridcast.app.mlflow.MlflowModels;
import io.gridcast.app.mlflow.MlflowModels.Fetched;
import io.gridcast.app.net.Ports;
import io.gridcast.app.simulator.SimulatedCountry;
import io.gridcast.app.simulator.SimulatorOptions;
import io.gridcast.app.train.CountryHistory;
import io.gridcast.app.train.TrainingRun;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackFormat;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.tests.models.TwelveFeatures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowTest {
    private static final Instant BEGIN = Instant.parse("2024-02-01T00:00:00Z");
    private static final Instant END = BEGIN.plus(Duration.ofDays(35));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private static @Nullable MlflowServer server;
    private static ModelPack pack;
    private static MlflowClient client;

    private final StringWriter said = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = MlflowServer.program();
        if (program.isEmpty()) {
            System.err.println(
                    "SKIPPED: no MLflow server to test against. Install one: python3 -m venv tests/target/mlflow &&"
                            + " tests/target/mlflow/bin/pip install mlflow onnx onnxruntime, or name one with -Dsurefire.jvm=-Dmlflow.program=PATH");
        }
        Assumptions.assumeTrue(program.isPresent(), "no MLflow server, see stderr");
        pack = pack();
        server = MlflowServer.start(program.get(), directory.resolve("mlflow"));
        client = new MlflowClient(server.uri(), Map.of());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aModelIsLoggedOnceAndFetchedByItsAliasAsTheSameBytes() throws Exception {
        MlflowJournal journal = new MlflowJournal(client, "gridcast tests");

        Registered version = journal.log(pack, "errors have doubled");
        journal.stage(version, "shadow");

        assertThat(version.model()).isEqualTo("load-xgb");
        assertThat(journal.log(pack, "the same again")).isEqualTo(version);
        Fetched fetched = new MlflowModels(client).fetch("load-xgb", "shadow");
        assertThat(fetched.version()).isEqualTo(version.version());
        assertThat(fetched.isPack()).isTrue();
        assertThat(fetched.bytes()).isEqualTo(PackFormat.write(pack));
        assertThat(fetched.tags())
                .containsEntry("gridcast.stage", "shadow")
                .containsEntry("gridcast.pack", pack.hash());
        assertThat(runs())
                .contains("mae_mw/lead/1-24", "learning_rate", "data_sha256", "errors have doubled", "FINISHED");
    }

    @Test
    void aModelThatPythonRegisteredIsFetchedByItsAliasAndPacked() throws Exception {
        Path files = Files.createDirectories(directory.resolve("logged"));
        Files.write(files.resolve("model.ubj"), pack.artifact("model.ubj"));
        Files.writeString(files.resolve("schema.json"), pack.manifest().featureSchema());
        Files.writeString(
                files.resolve("golden.json"), golden(pack.manifest().schema().size()));
        registerByPython(files);
        Path out = directory.resolve("imported.gridpack");

        int code = Gridcast.run(
                new PrintWriter(said),
                new PrintWriter(said),
                "models",
                "import",
                "mlflow:load-python/candidate",
                "--mlflow-uri",
                Objects.requireNonNull(server).uri().toString(),
                "--out",
                out.toString());

        assertThat(code).as(said.toString()).isZero();
        ModelPack imported = PackFormat.read(Files.readAllBytes(out));
        assertThat(imported.manifest().model()).hasToString("load-python@mlflow-1");
        assertThat(imported.manifest().trainedOn().rows()).isEqualTo(700);
        assertThat(imported.artifact("model.ubj")).isEqualTo(pack.artifact("model.ubj"));
    }

    @Test
    void aNetworkThatMlflowsOwnOnnxFlavourLoggedIsFetchedAndPacked() throws Exception {
        Path python = Path.of("..", "models", "core", "src", "test", "resources", "python");
        Path schema = Files.writeString(
                directory.resolve("schema.json"), TwelveFeatures.schema().toJson());
        python("""
                import sys, mlflow, onnx
                mlflow.set_tracking_uri(sys.argv[1])
                mlflow.set_experiment('networks')
                with mlflow.start_run():
                    mlflow.onnx.log_model(onnx.load(sys.argv[2]), name='network', pip_requirements=['onnx'],
                                          registered_model_name='load-network')
                """, python.resolve("sklearn.onnx"));
        Path out = directory.resolve("network.gridpack");

        int code = Gridcast.run(
                new PrintWriter(said),
                new PrintWriter(said),
                "models",
                "import",
                "mlflow:load-network/1",
                "--mlflow-uri",
                Objects.requireNonNull(server).uri().toString(),
                "--schema",
                schema.toString(),
                "--golden",
                python.resolve("golden-onnx.npz").toString(),
                "--trained-on",
                "2015-01-01/2017-01-01",
                "--rows",
                "800",
                "--out",
                out.toString());

        assertThat(code).as(said.toString()).isZero();
        ModelPack imported = PackFormat.read(Files.readAllBytes(out));
        assertThat(imported.manifest().model()).hasToString("load-network@mlflow-1");
        assertThat(imported.manifest().kind()).isEqualTo(PackLoader.ONNX);
        PackLoader.standard().load(imported).close();
    }

    @Test
    void whatIsNotThereIsSaidWithItsName() {
        assertThatThrownBy(() -> new MlflowModels(client).fetch("no-such-model", "7"))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("no-such-model");
    }

    @Test
    void aServerThatIsAwayIsAWarningWithoutTheCredentials() {
        var away = new MlflowClient(
                URI.create("http://127.0.0.1:" + Ports.free()),
                Map.of("MLFLOW_TRACKING_USERNAME", "ada", "MLFLOW_TRACKING_PASSWORD", "s3cret"));

        assertThatThrownBy(() -> new MlflowJournal(away, "gridcast").log(pack, "test"))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("does not answer")
                .hasMessageNotContaining("s3cret");
    }

    /** As a data scientist does it, with MLflow's own client. */
    private static void registerByPython(Path files) throws Exception {
        python("""
                import sys, mlflow
                mlflow.set_tracking_uri(sys.argv[1])
                mlflow.set_experiment('python')
                with mlflow.start_run() as run:
                    mlflow.log_artifacts(sys.argv[2], 'model')
                client = mlflow.MlflowClient()
                client.create_registered_model('load-python')
                tags = {'gridcast.trained-on': '2024-02-01/2024-03-01', 'gridcast.rows': '700'}
                made = client.create_model_version('load-python', run.info.artifact_uri + '/model', run.info.run_id, tags)
                client.set_registered_model_alias('load-python', 'candidate', made.version)
                """, files);
    }

    /** Runs a script with the server's address and a path as its arguments. */
    private static void python(String script, Path path) throws Exception {
        Path program = MlflowServer.program().orElseThrow().resolveSibling("python");
        String uri = Objects.requireNonNull(server).uri().toString();
        Process python = new ProcessBuilder(program.toAbsolutePath().toString(), "-c", script, uri, path.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(printed).isZero();
    }

    /** Rows of features that are no forecast's, and score all the same. */
    private static String golden(int width) {
        String row = IntStream.range(0, width)
                .mapToObj(i -> Integer.toString(1 + i % 24))
                .collect(Collectors.joining(","));
        return "{\"inputs\": [[" + row + "], [" + row + "]]}";
    }

    private static String runs() throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create(Objects.requireNonNull(server).uri() + "/api/2.0/mlflow/runs/search"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"experiment_ids\": [\"1\"]}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static ModelPack pack() {
        var country = new SimulatedCountry(new SimulatorOptions(
                3,
                1,
                1,
                4,
                Duration.ofHours(1),
                Duration.ofSeconds(60),
                List.of(),
                SimulatorOptions.DEFAULT.heatPumps()));
        return new TrainingRun(new CountryHistory(country, BEGIN, END), END, false, options -> options.withThreads(1))
                .train(Target.LOAD);
    }
}
