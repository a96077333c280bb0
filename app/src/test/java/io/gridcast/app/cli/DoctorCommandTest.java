package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.clock.TickWriter;
import io.gridcast.app.net.Ports;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.CompatibilityLevel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor, against a real broker and registry, well and ill. */
class DoctorCommandTest {
    private static final DeployedModel MODEL = new DeployedModel(new ModelRef("load-xgb", "1"), "ab12");

    /** How much room a disk has is told by another test: here it is that of the machine. */
    private static final String OF_THIS_MACHINE = "disk";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void whereNothingAnswersTheRestIsSkipped() throws Exception {
        int code = run(List.of(
                "doctor",
                "--json",
                "--bootstrap-servers",
                "127.0.0.1:" + Ports.free(),
                "--schema-registry",
                "http://127.0.0.1:" + Ports.free(),
                "--set",
                "engine.state-dir=" + folder));

        assertThat(code).as(err::toString).isEqualTo(1);
        Map<String, JsonNode> found = found();
        assertThat(state(found, "broker")).isEqualTo("trouble");
        assertThat(what(found, "broker")).contains("no Kafka broker answers");
        assertThat(mend(found, "broker")).contains("--bootstrap-servers");
        assertThat(state(found, "registry")).isEqualTo("trouble");
        assertThat(found.keySet())
                .filteredOn(name -> !List.of("broker", "registry", "disk").contains(name))
                .hasSize(7)
                .allSatisfy(name -> assertThat(state(found, name)).isEqualTo("skipped"));
    }

    @Test
    void aFreshClusterLacksItsTopicsThenItsClockFeedsChampionAndKeys() throws Exception {
        try (Platform platform = Platforms.embedded(folder)) {
            assertThat(doctor(platform)).isEqualTo(1);
            assertThat(mend(found(), "topics")).contains("gridcast topics create");

            platform.createTopics(Partitions.of(1), Keep.AS_CATALOGUED);
            assertThat(doctor(platform)).isEqualTo(1);

            Map<String, JsonNode> found = found();
            for (String well : List.of("broker", "registry", "versions", "schemas", "topics")) {
                assertThat(state(found, well)).as(well).isEqualTo("ok");
            }
            assertThat(what(found, "clock")).contains("no tick");
            assertThat(state(found, "feeds")).isEqualTo("skipped");
            assertThat(mend(found, "champion")).contains("gridcast models deploy");
            assertThat(what(found, "keys")).contains("models.trusted.keys is empty");
            assertThat(what(found, "versions")).startsWith("the cluster's metadata.version is ");

            String subject = Topics.FORECASTS.subject();
            CompatibilityLevel usual = platform.registry().compatibility(subject);
            platform.registry().setCompatibility(subject, CompatibilityLevel.NONE);
            platform.registry().register(subject, """
                    {"type": "record", "name": "Forecast", "fields": [{"name": "loadGw", "type": "double"}]}
                    """);
            platform.registry().setCompatibility(subject, usual);
            assertThat(doctor(platform)).isEqualTo(1);
            assertThat(state(found(), "schemas")).isEqualTo("trouble");
            assertThat(what(found(), "schemas")).contains(subject + ": ").doesNotContain(Topics.GRID_SERIES.subject());
            assertThat(mend(found(), "schemas")).contains("use the version that fits, or other topics");
        }
    }

    @Test
    void whatWorksIsFoundWellAndWhatThenFailsIsNamed() throws Exception {
        String trusted = "models.trusted.keys=team=" + publicKey();
        try (Platform platform = Platforms.embedded(folder.resolve("cluster"))) {
            platform.createTopics(Partitions.of(1), Keep.AS_CATALOGUED);
            Instant now = Instant.now();
            try (Producer<byte[], byte[]> producer = platform.producer("feed", 0)) {
                var ticks = new TickWriter(
                        producer, Topics.ticked().stream().map(Topic::name).toList());
                Instant before = now.minus(Duration.ofHours(20));
                send(platform, producer, Topics.METER_READINGS, reading(before), before);
                send(platform, producer, Topics.METER_READINGS, reading(now.minus(Duration.ofHours(1))), now);
                send(platform, producer, Topics.MODELS_DEPLOYMENTS, champion(now), now);
                ticks.tick(now, now.plusSeconds(1));
                ticks.flush();
                int code = doctor(platform, "--set", trusted);
                Map<String, JsonNode> well = found();
                assertThat(well.keySet())
                        .as(out::toString)
                        .filteredOn(name -> !name.equals(OF_THIS_MACHINE))
                        .hasSize(9)
                        .allSatisfy(name -> assertThat(state(well, name)).isEqualTo("ok"));
                assertThat(code).isEqualTo(state(well, OF_THIS_MACHINE).equals("ok") ? 0 : 1);
                assertThat(what(well, "champion")).isEqualTo("load-xgb@1 of load/*");

                send(platform, producer, Topics.MODELS_AUDIT, refusal(now), now);
                Instant later = now.plus(Duration.ofHours(4));
                ticks.tick(later, later.plusSeconds(1));
                ticks.flush();
            }
            assertThat(doctor(platform, "--set", trusted)).isEqualTo(1);

            Map<String, JsonNode> found = found();
            assertThat(what(found, "clock")).contains("ahead of this machine's clock");
            assertThat(what(found, "feeds"))
                    .contains(
                            "meter.readings.v1 has brought nothing since about " + now.truncatedTo(ChronoUnit.MILLIS));
            assertThat(what(found, "keys")).contains("load-xgb@2: signed by an unknown key");
        }
    }

    private String publicKey() {
        assertThat(run(List.of("keys", "new", folder.resolve("team.pem").toString())))
                .isZero();
        String said = out.toString();
        out.getBuffer().setLength(0);
        String line = "models.trusted.keys=team=";
        return said.substring(said.indexOf(line) + line.length()).strip();
    }

    private static MeterReading reading(Instant start) {
        return new MeterReading("m1", start, Duration.ofHours(1), 1.5, ReadingQuality.MEASURED);
    }

    private static Deployment champion(Instant from) {
        return new Deployment(
                Scope.all(Target.LOAD),
                Optional.of(MODEL),
                List.of(),
                List.of(),
                Optional.empty(),
                0,
                from,
                1,
                Optional.empty());
    }

    private static AuditEntry refusal(Instant at) {
        return new AuditEntry(
                1,
                at,
                "ann",
                "refuse",
                "load-xgb@2",
                "try it",
                new TreeMap<>(Map.of("command", "PUBLISH", "reason", "signed by an unknown key")),
                "00",
                "01");
    }

    private static <T> void send(
            Platform platform, Producer<byte[], byte[]> producer, Topic<T> topic, T value, Instant at) {
        producer.send(new ProducerRecord<>(
                topic.name(),
                0,
                at.toEpochMilli(),
                topic.keyOf(value).getBytes(StandardCharsets.UTF_8),
                new TopicCodec<>(topic, platform.registry()).encode(value)));
    }

    private int doctor(Platform platform, String... options) {
        List<String> args = new ArrayList<>(List.of("doctor", "--json", "--set", "engine.state-dir=" + folder));
        args.addAll(NamedPlatform.options(platform));
        args.addAll(Arrays.asList(options));
        out.getBuffer().setLength(0);
        return run(args);
    }

    private Map<String, JsonNode> found() throws Exception {
        Map<String, JsonNode> found = new TreeMap<>();
        new ObjectMapper()
                .readTree(out.toString())
                .forEach(one -> found.put(one.get("name").asText(), one));
        return found;
    }

    private static String state(Map<String, JsonNode> found, String name) {
        return field(found, name, "state");
    }

    private static String what(Map<String, JsonNode> found, String name) {
        return field(found, name, "what");
    }

    private static String mend(Map<String, JsonNode> found, String name) {
        return field(found, name, "mend");
    }

    private static String field(Map<String, JsonNode> found, String name, String field) {
        return Objects.requireNonNull(found.get(name), name).get(field).asText();
    }

    private int run(List<String> args) {
        return Gridcast.run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    }
}
