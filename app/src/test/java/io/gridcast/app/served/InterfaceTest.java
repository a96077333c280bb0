package io.gridcast.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.gridcast.app.rest.Facts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document against the engine that it describes. */
@Timeout(300)
class InterfaceTest {
    /** For browsers; no part of the interface. */
    private static final Set<String> PAGES =
            Set.of("GET /", "GET /docs.css", "GET /assets/{}", "GET /assets/echarts-5.5.0.js");
    /** What is asked of each operation, so that it answers with something. */
    private static final Map<String, String> SAMPLES = new TreeMap<>(Map.of(
            "{seriesId}", "A",
            "{zone}", "north",
            "{runId}", "A%2Fload%2F" + Facts.NOON));
    /** Answered by no 200 here: nothing was published that they could be about, or they never end. */
    private static final Set<String> NOT_ASKED = Set.of(
            "getModel",
            "explanation",
            "scenarios",
            "events",
            "instanceRecords",
            "metrics",
            "openapi",
            "docs",
            "readyz");

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static WholeEngine engine;
    private static JsonNode document;

    @BeforeAll
    static void start() throws Exception {
        document = WholeEngine.document();
        engine = new WholeEngine(directory);
        Facts.publish(engine.platform());
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        while (JSON.readTree(get("/v1/series/A/forecasts/" + SAMPLES.get("{runId}"), true)
                                .body())
                        .path("runId")
                        .isMissingNode()
                || JSON.readTree(get("/v1/zones/south/spikes", true).body())
                        .path("items")
                        .isEmpty()) {
            assertThat(System.nanoTime()).as("facts are served").isLessThan(endNs);
            Thread.onSpinWait();
        }
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void whatIsDescribedIsServedAndWhatIsServedIsDescribed() {
        SortedSet<String> described = new TreeSet<>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + plain(path.getKey()))));
        SortedSet<String> served = new TreeSet<>();
        engine.server().operations().forEach(operation -> served.add(plain(operation)));
        served.removeAll(PAGES);

        assertThat(served).isEqualTo(described);
    }

    @Test
    void whatNeedsNoTokenIsWhatTheDocumentSays() throws Exception {
        for (var path : (Iterable<Map.Entry<String, JsonNode>>)
                () -> document.path("paths").fields()) {
            for (var method : (Iterable<Map.Entry<String, JsonNode>>)
                    () -> path.getValue().fields()) {
                boolean isOpen = method.getValue().has("security");
                HttpResponse<String> answer = method.getKey().equals("get")
                        ? get(sample(path.getKey()), false)
                        : send(request(path.getKey(), false).POST(BodyPublishers.ofString("{}")));
                assertThat(answer.statusCode() != 401).as(path.getKey()).isEqualTo(isOpen);
                if (!isOpen) {
                    assertValid("problem", document.at("/components/schemas/Problem"), answer);
                }
            }
        }
    }

    @Test
    void everyAnswerIsAsItsSchemaSays() throws Exception {
        for (var path : (Iterable<Map.Entry<String, JsonNode>>)
                () -> document.path("paths").fields()) {
            JsonNode operation = path.getValue().path("get");
            String id = operation.path("operationId").asText();
            if (operation.isMissingNode() || NOT_ASKED.contains(id)) {
                continue;
            }
            HttpResponse<String> answer = get(sample(path.getKey()), true);

            assertThat(answer.statusCode()).as(id + " " + answer.body()).isEqualTo(200);
            JsonNode response = resolve(operation.at("/responses/200"));
            assertValid(id, response.at("/content/application~1json/schema"), answer);
        }
    }

    @Test
    void listsThatHoldSomethingHoldWhatTheirSchemaSays() throws Exception {
        for (String path : Set.of(
                "/v1/series",
                "/v1/series/A/forecasts",
                "/v1/series/A/history?from=2026-11-21T06:00:00Z&to=2026-11-21T12:00:00Z&lead=PT1H",
                "/v1/series/A/shadows",
                "/v1/series/A/quality",
                "/v1/quality",
                "/v1/zones/north/spikes",
                "/v1/zones/north/prices?from=2026-11-21T00:00:00Z")) {
            HttpResponse<String> answer = get(path, true);
            assertThat(JSON.readTree(answer.body()).path("items"))
                    .as(path + answer.body())
                    .isNotEmpty();
        }
    }

    @Test
    void whatIsHandedInIsAnsweredAsDescribed() throws Exception {
        HttpResponse<String> taken = send(request("/v1/readings", true)
                .POST(BodyPublishers.ofString(
                        "[{\"meterId\": \"M\", \"intervalStart\": \"2026-11-21T10:00:00Z\", \"interval\": "
                                + "\"PT15M\", \"energyKwh\": 1}, {}]")));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        assertValid("readings", document.at("/components/responses/Taken/content/application~1json/schema"), taken);

        HttpResponse<String> unknown = send(request("/v1/models/commands", true)
                .POST(BodyPublishers.ofString(
                        "{\"kind\": \"deploy\", \"model\": \"none@1\", \"target\": \"load\", \"why\": \"to see\"}")));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertValid("commands", document.at("/components/schemas/Problem"), unknown);
    }

    @Test
    void nothingThatIsSentBreaksTheServerOrShowsItsInside() throws Exception {
        long startNs = System.nanoTime();

        Map<Integer, Integer> statuses = FuzzRun.send(document, engine.server().url(), WholeEngine.TOKEN);

        int all = statuses.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("fuzzed requests=" + all + " statuses=" + statuses + " ms="
                + (System.nanoTime() - startNs) / 1_000_000);
        assertThat(all).isGreaterThanOrEqualTo(10_000);
        assertThat(statuses).as("some are as they should be").containsKeys(200, 202, 304);
        assertThat(get("/livez", false).statusCode()).isEqualTo(200);
        assertThat(get("/v1/series/A", true).statusCode()).isEqualTo(200);
    }

    private static void assertValid(String what, JsonNode schema, HttpResponse<String> answer) throws Exception {
        ObjectNode whole = JSON.createObjectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.putArray("allOf").add(schema);
        whole.set("components", document.path("components"));
        var validator = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());

        assertThat(schema.isMissingNode()).as(what + " has no schema").isFalse();
        assertThat(validator.validate(JSON.readTree(answer.body())))
                .as(what + " " + answer.body())
                .isEmpty();
    }

    private static String plain(String operation) {
        return operation.replaceAll("\\{[^}]*}", "{}");
    }

    private static String sample(String path) {
        String filled = path;
        for (Map.Entry<String, String> sample : SAMPLES.entrySet()) {
            filled = filled.replace(sample.getKey(), sample.getValue());
        }
        return filled.replace("{model}", "none@1") + (path.endsWith("outlook") ? "?variable=load_forecast_mw" : "");
    }

    private static JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }

    private static HttpResponse<String> get(String path, boolean withToken) throws Exception {
        return send(request(path, withToken));
    }

    private static HttpRequest.Builder request(String path, boolean withToken) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(engine.server().url() + path))
                .timeout(PATIENCE)
                .header("Content-Type", path.endsWith("packs") ? "application/octet-stream" : "application/json");
        return withToken ? request.header("Authorization", "Bearer " + WholeEngine.TOKEN) : request;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
