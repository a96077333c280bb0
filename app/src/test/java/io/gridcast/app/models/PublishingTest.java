package io.gridcast.app.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.app.cli.Gridcast;
import io.gridcast.app.clock.LiveClock;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.http.HttpConfig;
import io.gridcast.app.http.HttpServer;
import io.gridcast.app.http.Routes;
import io.gridcast.app.keys.KeyFile;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.models.ModelDesk.Publication;
import io.gridcast.app.packing.PlainModel;
import io.gridcast.app.packing.PythonFiles;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.Scope;
import io.gridcast.core.pack.GoldenSample;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackFormat;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.core.pack.SigningKey;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, with the engine running. */
@Timeout(300)
class PublishingTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Scope ALL = Scope.all(Target.LOAD);

    @TempDir
    private static Path directory;

    private static Platform platform;
    private static LiveEngine engine;
    private static LiveClock clock;
    private static SigningKey adas;
    private static ModelAnswers answers;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        adas = KeyFile.create(directory.resolve("ada.pem"));
        platform = Platforms.embedded(directory.resolve("platform"));
        platform.createTopics(new Partitions(2, 2, 1), Keep.EVERYTHING);
        Settings settings = new Settings(Map.of(
                "engine.state-dir", directory.resolve("state").toString(),
                "partitions.meters", "2",
                "partitions.series", "2",
                "partitions.zones", "1"));
        GridcastConfig config = GridcastConfig.read(settings, new Partitions(2, 2, 1))
                .trusting(PackTrust.NONE.andKey("ada", adas.publicKey()));
        engine = LiveEngine.start(platform, config);
        engine.engine().awaitRunning(PATIENCE);
        clock = LiveClock.start(
                platform.cluster().client(),
                Topics.ticked().stream().map(Topic::name).toList());
        answers = new ModelAnswers(platform);
        answers.awaitCaughtUp();
    }

    @AfterAll
    static void stop() {
        answers.close();
        clock.close();
        engine.close();
        platform.close();
    }

    @Test
    void aPackOfManyChunksArrivesWholeAndTheSameAgainIsNotSent() throws Exception {
        PackShipment pack = new PackShipment(large("2").signedBy(adas));

        assertThat(publish(pack)).isEqualTo(Publication.SENT);
        answers.awaitPublished(pack.deployed(), PATIENCE);

        assertThat(pack.chunks()).hasSizeGreaterThan(3);
        assertThat(new PublishedChunks(platform).pack(pack.packHash()).hash()).isEqualTo(pack.packHash());
        assertThat(publish(pack)).isEqualTo(Publication.ALREADY_PUBLISHED);
        assertThat(gridcast("models", "publish", file(pack), "--why", "again")).isZero();
        assertThat(out.toString()).contains("load-py@2 is published already, with these bytes; nothing was sent");
    }

    @Test
    void otherBytesOfAPublishedVersionAreRefusedBeforeTheyAreSent() throws Exception {
        PackShipment first = new PackShipment(python("3", "xgboost.ubj").signedBy(adas));
        publish(first);
        answers.awaitPublished(first.deployed(), PATIENCE);
        PackShipment other = new PackShipment(python("3", "xgboost.json").signedBy(adas));

        assertThatThrownBy(() -> publish(other))
                .isInstanceOf(ExplainedException.class)
                .hasMessageStartingWith("load-py@3 was published with pack " + first.packHash())
                .hasMessageContaining("the bytes of a version never change");
        assertThat(new PublishedChunks(platform).of(other.packHash())).isEmpty();
    }

    @Test
    void aCommandComesByHttpFromWhoeverHasTheToken() throws Exception {
        PackShipment pack = new PackShipment(python("30", "xgboost.ubj").signedBy(adas));
        publish(pack);
        answers.awaitPublished(pack.deployed(), PATIENCE);
        String token = "correct horse";
        HttpConfig people = http("http.operators", "bob=" + sha256(token));
        var routes = List.<Routes>of(new CommandRoutes(platform));
        try (HttpServer server = HttpServer.start(people, "127.0.0.1", 0, routes)) {
            String shadow =
                    "{\"kind\": \"shadow\", \"model\": \"load-py@30\", \"target\": \"load\", \"why\": \"look at it\"}";

            assertThat(post(server, token, shadow).statusCode()).isEqualTo(202);

            assertThat(answers.awaitFollowed(CommandKind.SHADOW, ALL, pack.deployed(), PATIENCE))
                    .isPresent();
            List<String> authors = new ArrayList<>();
            TopicFollower.readToEnd(
                    platform.cluster().client(),
                    new Subscription(platform.registry()).values(Topics.MODELS_AUDIT, (entry, at) -> {
                        if (entry.subject().equals("load-py@30") && entry.what().equals("shadow")) {
                            authors.add(entry.who() + ": " + entry.why());
                        }
                    }));
            assertThat(authors).containsExactly("bob: look at it");

            assertProblem(post(server, "wrong horse", shadow), 401, "the token is nobody's");
            assertProblem(post(server, null, shadow), 401, "no bearer token was given");
            assertProblem(post(server, token, shadow.replace("shadow", "promote")), 403, "your role does not allow");
            assertProblem(post(server, token, "{"), 400, "the body is no JSON");
            assertProblem(post(server, token, shadow.replace("shadow", "destroy")), 400, "kind is none");
            assertProblem(post(server, token, shadow.replace("py@30", "py@77")), 404, "there is no published model");
            assertProblem(post(server, token, shadow.replace("\"load\"", "\"price\"")), 409, "another target");
            assertProblem(post(server, token, shadow.replace("look", "x".repeat(20_000))), 413, "larger than");
        }
        try (HttpServer server = HttpServer.start(HttpConfig.DEFAULT, "127.0.0.1", 0, routes)) {
            assertProblem(post(server, token, "{}"), 401, "the token is nobody's");
            assertProblem(post(server, null, "{}"), 403, "nobody may do this here");
        }
    }

    @Test
    void aPackComesByHttpAndOtherBytesOfItsVersionAreRefused() throws Exception {
        PackShipment pack = new PackShipment(python("31", "xgboost.ubj").signedBy(adas));
        PackShipment other = new PackShipment(python("31", "xgboost.json").signedBy(adas));
        HttpConfig people = http("http.operators", "bob=" + sha256("correct horse"));
        try (HttpServer server =
                HttpServer.start(people, "127.0.0.1", 0, List.of(new PackRoutes(platform, people.limits())))) {
            assertProblem(postPack(server, "garbage".getBytes(StandardCharsets.UTF_8)), 422, "");
            assertProblem(postPack(server, new byte[people.limits().maxPackBytes() + 1]), 413, "larger than");

            HttpResponse<String> taken = postPack(server, PackFormat.write(pack.pack()));

            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
            assertThat(taken.body()).contains("load-py@31", pack.packHash(), "bob");
            answers.awaitPublished(pack.deployed(), PATIENCE);
            assertThat(postPack(server, PackFormat.write(pack.pack())).statusCode())
                    .isEqualTo(202);
            assertProblem(postPack(server, PackFormat.write(other.pack())), 409, "load-py@31 was published with pack");
        }
    }

    private static HttpResponse<String> postPack(HttpServer server, byte[] pack) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + PackRoutes.PATH))
                .header("Authorization", "Bearer correct horse")
                .header("Gridcast-Why", "look at it")
                .POST(HttpRequest.BodyPublishers.ofByteArray(pack))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void promotingTakesAnApproverAndNothingElseDoes() throws Exception {
        HttpConfig people = http("http.approvers", "ada=" + sha256("battery staple"));
        try (HttpServer server = HttpServer.start(people, "127.0.0.1", 0, List.of(new CommandRoutes(platform)))) {
            String promote =
                    "{\"kind\": \"promote\", \"model\": \"load-py@99\", \"target\": \"load\", \"why\": \"better\"}";

            assertProblem(post(server, "battery staple", promote), 404, "there is no published model");
            assertProblem(
                    post(server, "battery staple", promote.replace("promote", "deploy")),
                    403,
                    "your role does not allow this");
        }
    }

    private static HttpConfig http(String key, String value) {
        return GridcastConfig.read(new Settings(Map.of(key, value)), Partitions.of(1))
                .http();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String title) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains(title).doesNotContain("horse");
    }

    private static HttpResponse<String> post(HttpServer server, @Nullable String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + CommandRoutes.PATH))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anUnsignedPackIsRefusedWithItsReason() throws Exception {
        PackShipment pack = new PackShipment(python("4", "xgboost.ubj"));

        assertThat(gridcast("models", "publish", file(pack), "--why", "try")).isEqualTo(1);

        assertThat(err.toString())
                .contains("the engine refused to publish load-py@4")
                .contains("pack load-py@4 is not signed; who made it cannot be told, and this engine trusts only ada");
    }

    @Test
    void aPublisherKilledInTheMiddleLeavesNothingAndTheNextOneGoesOn() throws Exception {
        PackShipment pack = new PackShipment(large("5").signedBy(adas));
        Process half = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HalfAPublisher.class.getName(),
                        platform.cluster().bootstrapServers(),
                        registryUrl(),
                        file(pack))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var said = new BufferedReader(new InputStreamReader(half.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            while (line != null && !line.equals("all but the last are sent")) {
                line = said.readLine();
            }
            assertThat(line).isNotNull();
        } finally {
            half.destroyForcibly().waitFor(); // SIGKILL
        }

        assertThat(new PublishedChunks(platform).of(pack.packHash())).isEmpty();
        assertThat(publish(pack)).isEqualTo(Publication.SENT);
        answers.awaitPublished(pack.deployed(), PATIENCE);
        assertThat(new PublishedChunks(platform).pack(pack.packHash()).hash()).isEqualTo(pack.packHash());
    }

    @Test
    void aPackThatTheTasksCannotRunLeavesTheChampionInPlace() throws Exception {
        PackShipment good = new PackShipment(python("6", "xgboost.ubj").signedBy(adas));
        publish(good);
        desk().command(CommandKind.DEPLOY, good.deployed(), ALL, "good", Instant.now());
        assertThat(answers.awaitEffective(ALL, good.deployed(), PATIENCE)).isTrue();
        PackShipment torch = new PackShipment(torchScript("7").signedBy(adas));
        publish(torch);
        answers.awaitPublished(torch.deployed(), PATIENCE);

        desk().command(CommandKind.DEPLOY, torch.deployed(), ALL, "bad", Instant.now());

        assertThatThrownBy(() -> answers.awaitEffective(ALL, torch.deployed(), PATIENCE))
                .hasMessageContaining(
                        "artifact model.onnx of pack load-py@7 is a zip archive; opening it could run code");
        assertThat(answers.awaitEffective(ALL, good.deployed(), PATIENCE)).isTrue();
        assertThat(engine.engine().failure()).isEmpty();
    }

    @Test
    void nothingIsPurgedThatWasNotRetired() {
        assertThat(gridcast("models", "purge", "--older-than", "0ms")).isZero();

        assertThat(out.toString()).startsWith("nothing to purge: no version was retired before ");
    }

    @Test
    void aRetiredVersionIsPurgedOnceItsTimeIsOverAndTheAuditKeepsIt() throws Exception {
        PackShipment pack = new PackShipment(python("9", "xgboost.ubj").signedBy(adas));
        publish(pack);
        follow(CommandKind.SHADOW, pack);
        follow(CommandKind.RETIRE, pack);
        PublishedChunks chunks = new PublishedChunks(platform);

        assertThat(gridcast("models", "purge", "--older-than", "400d")).isZero();
        assertThat(gridcast("models", "purge", "--older-than", "0ms", "--dry-run"))
                .isZero();
        assertThat(out.toString())
                .contains("nothing to purge")
                .containsPattern("load-py@9, retired at .*: \\d+ chunks would go");
        assertThat(chunks.of(pack.packHash())).isNotEmpty();

        assertThat(gridcast("models", "purge", "--older-than", "0ms")).isZero();
        assertThat(out.toString()).containsPattern("load-py@9, retired at .*: \\d+ chunks are gone");
        assertThat(chunks.of(pack.packHash())).isEmpty();
        assertThat(AuditedVersions.read(platform).packOf("load-py@9")).contains(pack.packHash());
        assertThat(gridcast("models", "audit", "--verify")).as(err.toString()).isZero();
    }

    @Test
    void aPackThatWasTakenBackIsGone() throws Exception {
        PackShipment pack = new PackShipment(large("8").signedBy(adas));
        publish(pack);
        PublishedChunks chunks = new PublishedChunks(platform);

        assertThat(chunks.remove(pack.packHash())).isEqualTo(pack.chunks().size());

        assertThat(chunks.of(pack.packHash())).isEmpty();
        assertThat(chunks.remove(pack.packHash())).isZero();
    }

    private static void follow(CommandKind kind, PackShipment pack) throws InterruptedException {
        desk().command(kind, pack.deployed(), ALL, "test", Instant.now());
        assertThat(answers.awaitFollowed(kind, ALL, pack.deployed(), PATIENCE)).isPresent();
    }

    private static Publication publish(PackShipment pack) {
        return desk().publish(pack, "test", Instant.now());
    }

    private static ModelDesk desk() {
        return new ModelDesk(platform, "ada");
    }

    private int gridcast(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 4);
        all[args.length] = "--bootstrap-servers";
        all[args.length + 1] = platform.cluster().bootstrapServers();
        all[args.length + 2] = "--schema-registry";
        all[args.length + 3] = registryUrl();
        return Gridcast.run(new PrintWriter(out), new PrintWriter(err), all);
    }

    private static String registryUrl() {
        return platform.description().replaceFirst(".*registry at ", "");
    }

    private static String file(PackShipment pack) throws IOException {
        Path file = Files.createTempFile(directory, "pack", PackShipment.SUFFIX);
        pack.write(file);
        return file.toString();
    }

    private static ModelPack python(String version, String model) {
        return PlainModel.read("xgboost", PythonFiles.file(model))
                .pack(PythonFiles.description("xgboost", version), PythonFiles.file("golden.npz"));
    }

    /** Two megabytes that no task opens. */
    private static ModelPack large(String version) {
        byte[] bytes = new byte[2 << 20];
        new SplittableRandom(version.hashCode()).nextBytes(bytes);
        bytes[0] = '{';
        return of(PythonFiles.description("xgboost", version), "model.ubj", bytes);
    }

    private static ModelPack torchScript(String version) {
        byte[] bytes = {'P', 'K', 3, 4, 0, 0, 0, 0};
        return of(PythonFiles.description("onnx", version), "model.onnx", bytes);
    }

    private static ModelPack of(PackManifest description, String artifact, byte[] bytes) {
        return ModelPack.of(
                description, new GoldenSample(1, new float[12], new float[7]), new TreeMap<>(Map.of(artifact, bytes)));
    }
}
