package io.gridcast.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.clock.LiveClock;
import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.engine.Application;
import io.gridcast.app.engine.Engine;
import io.gridcast.app.feed.FactPublisher;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.http.HttpConfig;
import io.gridcast.app.http.HttpLimits;
import io.gridcast.app.http.HttpServer;
import io.gridcast.app.live.EngineMonitor;
import io.gridcast.app.metrics.Metrics;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.topology.LoadObservationTopology;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.training.feed.TimedEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readings by HTTP, on a real broker, through the topology that sums them. */
@Timeout(180)
class FeedRoutesTest {
    private static final String TOKEN = "gateway's token";
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path directory;

    private static Platform platform;
    private static GridcastConfig config;
    private static Engine engine;
    private static LiveClock clock;
    private static Metrics metrics;
    private static EngineMonitor monitor;
    private static HttpServer server;
    private static TopicFollower follower;

    private static final BlockingQueue<ObservedLoad> OBSERVED = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() throws Exception {
        platform = Platforms.embedded(directory.resolve("platform"));
        platform.createTopics(Partitions.of(1), Keep.EVERYTHING);
        config = GridcastConfig.read(
                new Settings(Map.of(
                        "engine.state-dir",
                        directory.resolve("state").toString(),
                        "http.feeders",
                        "gateway=" + sha256(TOKEN))),
                Partitions.of(1));
        publish(feeder("F1"), new MeterAssignment("M1", "F1", Instant.EPOCH, Instant.MAX, 0, 100));
        var load = new LoadObservationTopology(config.load(), new Codecs(platform.registry())).build();
        engine = Engine.start(
                config.engine(), platform.cluster(), List.of(new Application("load-observation", load, true)));
        engine.awaitRunning(PATIENCE);
        metrics = new Metrics();
        monitor = new EngineMonitor(platform, config, metrics.registry());
        clock = LiveClock.start(
                platform.cluster().client(),
                Topics.ticked().stream().map(Topic::name).toList());
        follower = TopicFollower.start(
                "test",
                platform.cluster().client(),
                new Subscription(platform.registry()).values(Topics.LOAD_OBSERVED, (load1, at) -> OBSERVED.add(load1)));
        server = HttpServer.start(
                config.http(),
                "127.0.0.1",
                0,
                List.of(new FeedRoutes(platform, config.http().limits(), monitor::newestTick)));
        awaitTick();
    }

    @AfterAll
    static void stop() {
        server.close();
        follower.close();
        clock.close();
        monitor.close();
        metrics.close();
        engine.close();
        platform.close();
    }

    @Test
    void theSameReadingAgainChangesNothingAndAnotherOneCorrects() throws Exception {
        Instant slot = lastFullHour();
        List<ObservedLoad> seen = new ArrayList<>();

        assertThat(post("/v1/readings", reading(slot, 2.0)).statusCode()).isEqualTo(202);
        assertThat(await(slot, 0, seen).loadMw()).isEqualTo(0.008);
        post("/v1/readings", reading(slot, 2.0));
        post("/v1/readings", "[" + reading(slot, 2.0) + "," + reading(slot, 2.0) + "]");
        post("/v1/readings", reading(slot.plus(QUARTER), 1.0));
        await(slot.plus(QUARTER), 0, seen);

        assertThat(seen).filteredOn(load -> load.slot().equals(slot)).hasSize(1);
        post("/v1/readings", reading(slot, 3.0));
        assertThat(await(slot, 1, seen).loadMw()).isEqualTo(0.012);
    }

    @Test
    void whatCannotBeReadIsRefusedByItsPlaceAndTheRestIsTaken() throws Exception {
        Instant slot = lastFullHour().minus(Duration.ofHours(3));
        JsonNode answer = json(post(
                "/v1/readings",
                "[" + reading(slot, 2.0) + ", 7, "
                        + reading(slot, 2.0).replace("PT15M", "soon") + ","
                        + reading(slot, 2.0).replace("energyKwh", "energyMwh") + ","
                        + reading(slot, 2.0).replace("2.0", "1e999") + ","
                        + reading(slot, 2.0).replace("M1", " ") + "]"));

        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.path("refused").findValuesAsText("index")).containsExactly("1", "2", "3", "4", "5");
        assertThat(answer.path("refused").findValuesAsText("title"))
                .containsExactly(
                        "the item is no JSON object",
                        "interval is missing or no length of time",
                        "the item has a field of another name",
                        "energyKwh is missing or no number",
                        "meterId is missing");
        HttpResponse<String> none = post("/v1/readings", "[{}]");
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(json(none).at("/refused/0/title").asText()).isEqualTo("meterId is missing");
        assertThat(post("/v1/readings", "[]").statusCode()).isEqualTo(422);
        assertThat(post("/v1/readings", "[" + "1,".repeat(10_000) + "1]").statusCode())
                .isEqualTo(413);
    }

    @Test
    void aMeasurementOfScadaCountsFromItsInstantOn() throws Exception {
        String measurement =
                "{\"seriesId\": \"F1\", \"measuredAt\": \"2026-01-01T00:00:00Z\", \"powerMw\": 3, \"quality\": "
                        + "\"questionable\", \"source\": \"bay 7\"}";

        assertThat(post("/v1/measurements", measurement).body()).isEqualTo("{\"accepted\":1,\"refused\":[]}");
        assertThat(post("/v1/measurements", measurement.replace("questionable", "perfect"))
                        .body())
                .contains("give one of good, questionable, invalid, substituted");
    }

    @Test
    void nobodyElseFeeds() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/v1/readings"));

        assertThat(send(request.POST(BodyPublishers.ofString("[]")).build()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aBrokerThatIsAwayIsSaidInTimeAndNothingIsAcknowledged() throws Exception {
        Platform away = new Platform(KafkaCluster.of("127.0.0.1:1"), new LocalRegistry(), "nothing", List.of());
        HttpLimits impatient =
                new HttpLimits(16_384, 1 << 20, 1 << 20, 100, Duration.ofSeconds(30), Duration.ofSeconds(1), 10);
        HttpConfig people = config.http();
        FeedRoutes feeds = new FeedRoutes(away, impatient, () -> Optional.of(Instant.EPOCH));
        FeedRoutes early = new FeedRoutes(away, impatient, Optional::empty);
        try (HttpServer lonely = HttpServer.start(people, "127.0.0.1", 0, List.of(feeds));
                HttpServer tooEarly = HttpServer.start(people, "127.0.0.1", 0, List.of(early))) {
            HttpResponse<String> refused = post(lonely, "/v1/readings", reading(lastFullHour(), 1.0));

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(refused.body()).contains("what is there twice counts once");
            assertThat(post(tooEarly, "/v1/readings", reading(lastFullHour(), 1.0))
                            .body())
                    .contains("the engine's clock has not ticked yet");
        }
    }

    private static ObservedLoad await(Instant slot, int revision, List<ObservedLoad> seen) throws InterruptedException {
        while (true) {
            ObservedLoad load = OBSERVED.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(load).as("load of " + slot).isNotNull();
            seen.add(load);
            if (load.slot().equals(slot) && load.revision() == revision) {
                return load;
            }
        }
    }

    private static void awaitTick() throws InterruptedException {
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        while (monitor.newestTick().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(endNs);
            Thread.onSpinWait();
        }
    }

    private static Instant lastFullHour() {
        return Instant.ofEpochSecond(Instant.now().getEpochSecond() / 3_600 * 3_600)
                .minus(Duration.ofHours(2));
    }

    private static Series feeder(String id) {
        return new Series(
                id,
                "CH",
                "CH",
                Set.of(Target.LOAD),
                QUARTER,
                ZoneId.of("Europe/Zurich"),
                "CH",
                Double.NaN,
                47,
                8,
                List.of());
    }

    private static void publish(Object... facts) {
        try (Producer<byte[], byte[]> producer = platform.producer("test", 0)) {
            FactPublisher publisher = new FactPublisher(producer, platform.registry());
            for (Object fact : facts) {
                publisher.publish(new TimedEvent(Instant.now().minus(Duration.ofDays(1)), fact));
            }
            publisher.flush();
        }
    }

    private static String reading(Instant start, double energyKwh) {
        return "{\"meterId\": \"M1\", \"intervalStart\": \"" + start + "\", \"interval\": \"PT15M\", \"energyKwh\": "
                + energyKwh + "}";
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return post(server, path, body);
    }

    private static HttpResponse<String> post(HttpServer to, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(to.url() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
