package io.gridcast.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.cluster.KafkaCluster;
import io.gridcast.serdes.registry.CompatibilityLevel;
import io.gridcast.serdes.registry.IncompatibleSchemaException;
import io.gridcast.serdes.registry.RegistryClient;
import io.gridcast.serdes.registry.RegistryConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String V1 = record("{\"name\":\"loadMw\",\"type\":\"double\",\"doc\":\"MW\"}");
    private static final String V2 = record(
            "{\"name\":\"loadMw\",\"type\":\"double\",\"doc\":\"MW\"},{\"name\":\"n\",\"type\":\"int\",\"default\":0}");
    private static final String BROKEN =
            record("{\"name\":\"loadMw\",\"type\":\"double\",\"doc\":\"MW\"},{\"name\":\"must\",\"type\":\"int\"}");

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaCluster cluster;

    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedRegistry registry;
    private final String subject;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory);
        cluster = KafkaCluster.of(broker.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    EmbeddedRegistryTest(TestInfo test) {
        subject = test.getDisplayName().replace("()", "") + "-value";
        registry = EmbeddedRegistry.start(cluster, 0);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aRegisteredSchemaIsFoundByIdVersionAndText() throws Exception {
        JsonNode made = post("/subjects/" + subject + "/versions", V1, 200);
        int id = made.get("id").asInt();

        assertThat(post("/subjects/" + subject + "/versions", V1, 200)).isEqualTo(made);
        assertThat(get("/schemas/ids/" + id, 200).get("schema").asText()).contains("loadMw");
        assertThat(get("/subjects/" + subject + "/versions", 200)).hasToString("[1]");
        assertThat(get("/subjects/" + subject + "/versions/latest", 200)
                        .get("id")
                        .asInt())
                .isEqualTo(id);
        assertThat(get("/subjects/" + subject + "/versions/1", 200)
                        .get("version")
                        .asInt())
                .isEqualTo(1);
        assertThat(post("/subjects/" + subject, V1, 200).get("subject").asText())
                .isEqualTo(subject);
        assertThat(get("/schemas/ids/" + id + "/versions", 200).findValuesAsText("subject"))
                .contains(subject);
        assertThat(get("/subjects?subjectPrefix=" + subject, 200)).hasToString("[\"" + subject + "\"]");
    }

    @Test
    void aRestartForgetsNothing() throws Exception {
        int first =
                post("/subjects/" + subject + "/versions", V1, 200).get("id").asInt();
        int second =
                post("/subjects/" + subject + "/versions", V2, 200).get("id").asInt();
        put("/config/" + subject, "{\"compatibility\":\"FULL\"}", 200);

        registry.close();
        registry = EmbeddedRegistry.start(cluster, 0);

        assertThat(get("/subjects/" + subject + "/versions", 200)).hasToString("[1,2]");
        assertThat(get("/schemas/ids/" + first, 200)).isNotEqualTo(get("/schemas/ids/" + second, 200));
        assertThat(get("/config/" + subject, 200).get("compatibilityLevel").asText())
                .isEqualTo("FULL");
        assertThat(post("/subjects/" + subject + "-b/versions", V2.replace("Load", "Other"), 200)
                        .get("id")
                        .asInt())
                .isGreaterThan(second);
    }

    @Test
    void ourOwnClientGetsAlongWithIt() throws Exception {
        String text = JSON.readTree(V1).get("schema").asText();
        try (RegistryClient own = new RegistryClient(RegistryConfig.of(Map.of(RegistryConfig.URL, registry.url())))) {
            int id = own.register(subject, text);

            assertThat(own.schema(id)).isPresent();
            assertThat(own.find(subject, text)).isPresent();
            assertThat(own.latest(subject))
                    .hasValueSatisfying(latest -> assertThat(latest.id()).isEqualTo(id));
            assertThat(own.latest("nobody-value")).isEmpty();
            assertThat(own.compatibility(subject)).isEqualTo(CompatibilityLevel.BACKWARD);
            own.setCompatibility(subject, CompatibilityLevel.FULL);
            assertThat(own.compatibility(subject)).isEqualTo(CompatibilityLevel.FULL);
            String broken = JSON.readTree(BROKEN).get("schema").asText();
            assertThat(own.incompatibilities(subject, broken)).isNotEmpty();
            assertThatThrownBy(() -> own.register(subject, broken)).isInstanceOf(IncompatibleSchemaException.class);
        }
    }

    @Test
    void anIncompatibleSchemaIsRefusedWithItsReason() throws Exception {
        post("/subjects/" + subject + "/versions", V1, 200);

        JsonNode refused = post("/subjects/" + subject + "/versions", BROKEN, 409);

        assertThat(refused.get("error_code").asInt()).isEqualTo(409);
        assertThat(refused.get("message").asText()).contains("must");
        JsonNode checked = post("/compatibility/subjects/" + subject + "/versions/latest?verbose=true", BROKEN, 200);
        assertThat(checked.get("is_compatible").asBoolean()).isFalse();
        assertThat(checked.get("messages").toString()).contains("must");
        assertThat(post("/compatibility/subjects/" + subject + "/versions/1", V2, 200)
                        .get("is_compatible")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whatIsNotThereIsSaidWithConfluentsCodes() throws Exception {
        post("/subjects/" + subject + "/versions", V1, 200);

        assertThat(code(get("/subjects/nobody/versions", 404))).isEqualTo(40401);
        assertThat(code(get("/subjects/" + subject + "/versions/9", 404))).isEqualTo(40402);
        assertThat(code(get("/schemas/ids/99999", 404))).isEqualTo(40403);
        assertThat(code(post("/subjects/" + subject, V2, 404))).isEqualTo(40403);
        assertThat(code(get("/config/" + subject, 404))).isEqualTo(40408);
        assertThat(code(get("/no/such/path", 404))).isEqualTo(404);
    }

    @Test
    void whatMakesNoSenseIsSaidWithConfluentsCodes() throws Exception {
        post("/subjects/" + subject + "/versions", V1, 200);

        assertThat(code(post("/subjects/" + subject + "/versions", "{\"schema\":\"{\"}", 422)))
                .isEqualTo(42201);
        assertThat(code(post("/subjects/" + subject + "/versions", "{}", 422))).isEqualTo(42201);
        assertThat(code(post("/subjects/" + subject + "/versions", "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}", 422)))
                .isEqualTo(42201);
        assertThat(code(get("/subjects/" + subject + "/versions/zero", 422))).isEqualTo(42202);
        assertThat(code(put("/config", "{\"compatibility\":\"WHATEVER\"}", 422)))
                .isEqualTo(42203);
        assertThat(code(put("/mode", "{\"mode\":\"IMPORT\"}", 422))).isEqualTo(42204);
        assertThat(code(post("/subjects/" + subject + "/versions", "no json", 400)))
                .isEqualTo(400);
    }

    @Test
    void configAndModeAnswerAsConfluentsDo() throws Exception {
        assertThat(get("/config", 200)).hasToString("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(get("/config/" + subject + "?defaultToGlobal=true", 200))
                .hasToString("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(get("/mode", 200)).hasToString("{\"mode\":\"READWRITE\"}");
        assertThat(get("/schemas/types", 200)).hasToString("[\"AVRO\"]");
    }

    private static int code(JsonNode answer) {
        return answer.get("error_code").asInt();
    }

    private JsonNode get(String path, int status) throws Exception {
        return call(HttpRequest.newBuilder(URI.create(registry.url() + path)), status);
    }

    private JsonNode post(String path, String body, int status) throws Exception {
        return call(
                HttpRequest.newBuilder(URI.create(registry.url() + path)).POST(BodyPublishers.ofString(body)), status);
    }

    private JsonNode put(String path, String body, int status) throws Exception {
        return call(
                HttpRequest.newBuilder(URI.create(registry.url() + path)).PUT(BodyPublishers.ofString(body)), status);
    }

    private JsonNode call(HttpRequest.Builder request, int status) throws Exception {
        HttpResponse<String> answer = client.send(
                request.header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/vnd.schemaregistry.v1+json");
        return JSON.readTree(answer.body());
    }

    private static String record(String fields) {
        String schema = "{\"type\":\"record\",\"name\":\"Load\",\"namespace\":\"t\",\"fields\":[" + fields + "]}";
        return JSON.createObjectNode().put("schema", schema).toString();
    }
}
