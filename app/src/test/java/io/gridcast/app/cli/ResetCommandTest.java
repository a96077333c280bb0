package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.engine.Applications;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.replay.TopicDigest;
import io.gridcast.app.topics.Partitions;
import io.gridcast.serdes.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that begins anew, on a real broker. */
class ResetCommandTest {
    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final List<String> COMPUTED =
            List.of(Topics.LOAD_OBSERVED.name(), Topics.FORECASTS.name(), Topics.FORECASTS_SHADOW.name());

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void afterAResetTheEngineComputesTheSameBytesAgainFromItsInputs() throws Exception {
        replayed();
        try (Platform platform = Platforms.embedded(kept())) {
            Map<String, TopicDigest.Fingerprint> before = digests(platform);
            assertThat(before)
                    .allSatisfy((topic, digest) ->
                            assertThat(digest.records()).as(topic).isPositive());

            assertThat(reset(platform, "--outputs", "--json")).as(err::toString).isZero();
            assertSurvey();
            assertThat(digests(platform)).as("without --yes nothing is changed").isEqualTo(before);
            assertThat(state("gridcast-forecast")).exists();

            runWhile(platform, () -> {
                assertThat(reset(platform, "--outputs", "--yes", "--wait", "0s"))
                        .isEqualTo(1);
                assertThat(err.toString()).contains("error: the engine runs: ", "gridcast-load-observation is in use");
            });
            assertThat(reset(platform, "--outputs", "--yes")).as(err::toString).isZero();
            assertThat(state("gridcast-forecast")).doesNotExist();
            assertThat(digests(platform))
                    .allSatisfy((topic, digest) ->
                            assertThat(digest.records()).as(topic).isZero());

            runWhile(platform, () -> awaitEqual(platform, before));
        }
    }

    @Test
    void anApplicationThatThereIsNotIsACallError() {
        assertThat(run(List.of("reset", "--application", "prophet", "--bootstrap-servers", "localhost:1")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--application is 'prophet', must be of load-observation");
    }

    private void replayed() {
        String feeds = folder.resolve("feeds").toString();
        run(List.of(
                "simulate",
                "--out",
                feeds,
                "--zones",
                "1",
                "--feeders",
                "2",
                "--meters",
                "4",
                "--from",
                "2025-01-01",
                "--to",
                "2025-01-05"));
        int code = run(
                List.of("replay", "--data", feeds, "--from", "2025-01-03", "--no-models", "--keep", kept().toString()));
        assertThat(code).as(err::toString).isZero();
    }

    private void assertSurvey() throws Exception {
        JsonNode applications = new ObjectMapper()
                .readTree(out.toString().substring(out.toString().indexOf("[ {")));
        assertThat(applications).hasSize(Applications.ALL_BUT_LIFECYCLE.size());
        JsonNode forecast = applications.get(1);
        assertThat(forecast.get("id").asText()).isEqualTo("gridcast-forecast");
        assertThat(forecast.get("offsets").asInt()).isPositive();
        assertThat(forecast.get("topics").toString())
                .contains("gridcast-forecast-")
                .contains("-changelog");
        assertThat(forecast.get("outputs").toString()).contains("forecasts.v1").doesNotContain("models.readiness.v1");
        assertThat(forecast.get("done").asBoolean()).isFalse();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private void runWhile(Platform platform, Work work) throws Exception {
        Settings settings = new Settings(Map.of(
                "engine.state-dir", state("").toString(),
                "engine.commit-interval", "200ms",
                "engine.transaction-timeout", "60s",
                "forecast.from", "2025-01-03T00:00:00Z"));
        // A group forgets an instance that was stopped only after its session.
        KafkaCluster quick = new KafkaCluster(
                platform.cluster().bootstrapServers(),
                Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "2000"));
        Platform forgetful = new Platform(quick, platform.registry(), platform.description(), List.of());
        try (LiveEngine live = LiveEngine.start(forgetful, GridcastConfig.read(settings, Partitions.of(1)))) {
            live.engine().awaitRunning(WITHIN);
            work.run();
        }
    }

    private static void awaitEqual(Platform platform, Map<String, TopicDigest.Fingerprint> before) {
        long endNs = System.nanoTime() + WITHIN.toNanos();
        Map<String, TopicDigest.Fingerprint> now = digests(platform);
        while (!now.equals(before) && System.nanoTime() < endNs) {
            now = digests(platform);
        }
        assertThat(now).isEqualTo(before);
    }

    private static Map<String, TopicDigest.Fingerprint> digests(Platform platform) {
        Map<String, TopicDigest.Fingerprint> all =
                TopicDigest.read(platform.cluster().client(), platform.registry());
        all.keySet().retainAll(COMPUTED);
        return all;
    }

    private Path kept() {
        return folder.resolve("kept");
    }

    private Path state(String application) {
        return kept().resolve("state").resolve(application);
    }

    private int reset(Platform platform, String... more) {
        List<String> args = new ArrayList<>(List.of("reset", "--set", "engine.state-dir=" + state("")));
        args.addAll(NamedPlatform.options(platform));
        args.addAll(Arrays.asList(more));
        return run(args);
    }

    private int run(List<String> args) {
        return Gridcast.run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    }
}
