package io.gridcast.app.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.rest.Facts;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.pack.PackFormat;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
            "{seriesId}",
            "A",
            "{zone}",
            "north",
            "{runId}",
            "A%2Fload%2F" + Facts.NOON,
            "{model}",
            ForecastByTrees.MODEL.toString()));
    /** Answered by no JSON, or they never end; or all would have to be well with the engine. */
    private static final Set<String> NOT_ASKED =
            Set.of("events", "instanceRecords", "metrics", "openapi", "docs", "runbook", "readyz");
    /** Lists of which each has something to hold. */
    private static final Set<String> LISTS = Set.of(
            "/v1/series",
            "/v1/series/A/forecasts",
            "/v1/series/A/history?from=2026-11-21T06:00:00Z&to=2026-11-21T12:00:00Z&lead=PT1H",
            "/v1/series/A/shadows",
            "/v1/series/A/scores",
            "/v1/series/A/drift",
            "/v1/series/A/quality",
            "/v1/drift",
            "/v1/quality",
            "/v1/zones/north/spikes",
            "/v1/zones/north/prices?from=2026-11-21T00:00:00Z",
            "/v1/models",
            "/v1/deployments",
            "/v1/verdicts",
            "/v1/audit");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ForecastByTrees TREES = new ForecastByTrees();

    @TempDir
    private static Path directory;

    private static WholeEngine engine;
    private static JsonNode document;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        document = WholeEngine.document();
        engine = new WholeEngine(directory);
        api = new Api(engine.server().url(), document);
        Facts.publish(engine.platform());
        Facts.publishFindings(engine.platform(), "A");
        TREES.publish(engine.platform());
        byte[] pack = PackFormat.write(
                ForecastByTrees.pack(ForecastByTrees.MODEL.version()).signedBy(engine.key()));
        assertThat(api.publish(pack, WholeEngine.TOKEN).statusCode()).isEqualTo(202);
        HttpResponse<String> deployed = api.post(
                "/v1/models/commands",
                WholeEngine.TOKEN,
                "{\"kind\": \"deploy\", \"model\": \"" + ForecastByTrees.MODEL
                        + "\", \"target\": \"load\", \"why\": \"the first\"}");
        assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(202);
        Api.await(InterfaceTest::missing);
    }

    private static Optional<String> missing() throws Exception {
        for (String list : LISTS) {
            if (api.json(list).path("items").isEmpty()) {
                return Optional.of(list);
            }
        }
        String newest = "/v1/series/" + ForecastByTrees.SERIES + "/forecasts/latest";
        boolean isThere = api.json(newest).path("runId").asText().equals(ForecastByTrees.runId(ForecastByTrees.NEWEST));
        return isThere ? Optional.empty() : Optional.of(newest);
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
                        ? api.get(sample(path.getKey()), null)
                        : api.post(path.getKey(), null, "{}");
                assertThat(answer.statusCode() != 401).as(path.getKey()).isEqualTo(isOpen);
                if (!isOpen) {
                    api.assertValid("problem", api.schema("Problem"), answer);
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
            HttpResponse<String> answer = api.get(sample(path.getKey()));

            assertThat(answer.statusCode()).as(id + " " + answer.body()).isEqualTo(200);
            JsonNode response = api.resolve(operation.at("/responses/200"));
            api.assertValid(id, response.at("/content/application~1json/schema"), answer);
        }
    }

    @Test
    void listsThatHoldSomethingHoldWhatTheirSchemaSays() throws Exception {
        for (String path : LISTS) {
            assertThat(api.json(path).path("items")).as(path).isNotEmpty();
        }
        // The engine finds something of its own in these facts, too.
        assertThat(api.json("/v1/series/A/scores").path("items")).anySatisfy(score -> {
            assertThat(score.path("mae").asDouble()).isEqualTo(1.5);
            assertThat(score.path("outlookMae").isNull()).isTrue();
        });
        assertThat(api.json("/v1/verdicts").path("items")).anySatisfy(verdict -> {
            assertThat(verdict.at("/challenger/modelId").asText()).isEqualTo("load-lstm");
            assertThat(verdict.path("differenceLow").isNull())
                    .as("a bound that is not known yet is no number")
                    .isTrue();
        });
        for (String drift : List.of("/v1/drift", "/v1/series/A/drift")) {
            assertThat(api.json(drift).path("items"))
                    .anySatisfy(event ->
                            assertThat(event.path("likelyCause").asText()).isEqualTo("the weather is new"));
        }
        assertThat(api.json("/v1/series/A/shadows").at("/items/0/model/modelId").asText())
                .isEqualTo("load-lstm");
    }

    @Test
    void aModelIsShownAsItsPackDescribesIt() throws Exception {
        JsonNode shown = api.json("/v1/models/" + ForecastByTrees.MODEL);

        assertThat(shown)
                .isEqualTo(JSON.readTree(
                        ForecastByTrees.pack(ForecastByTrees.MODEL.version()).manifestJson()));
    }

    @Test
    void anExplanationSharesWhatWasIssuedAmongTheFeatures() throws Exception {
        String of = "/v1/series/" + ForecastByTrees.SERIES;
        String run = URLEncoder.encode(ForecastByTrees.runId(ForecastByTrees.NEWEST), StandardCharsets.UTF_8);
        JsonNode explanation = api.json(of + "/explanation?runId=" + run);
        JsonNode point = api.json(of + "/forecasts/" + run).path("point");

        assertThat(explanation.path("model").asText()).isEqualTo(ForecastByTrees.MODEL.toString());
        assertThat(explanation.path("slots")).hasSize(TREES.horizon()).hasSameSizeAs(point);
        for (int row = 0; row < TREES.horizon(); row++) {
            JsonNode slot = explanation.path("slots").path(row);
            double shared = sum(slot.path("features"), "contribution");
            double own = slot.path("own").asDouble();

            assertThat(slot.path("slot").asText())
                    .isEqualTo(ForecastByTrees.NEWEST.plusSeconds(3600L * row).toString());
            assertThat(own).as("what Python wrote").isCloseTo(TREES.own(row)[QuantileLevels.MEDIAN], within(1e-4));
            assertThat(slot.path("center").asDouble() + slot.path("base").asDouble() + shared)
                    .isCloseTo(own, within(1e-4));
            assertThat(sum(slot.path("groups"), "")).isCloseTo(shared, within(1e-6));
            assertThat(slot.path("mixture_and_calibration").asDouble()).isCloseTo(ForecastByTrees.SHIFT, within(1e-4));
            assertThat(slot.path("issued").floatValue())
                    .isEqualTo(point.path(row).floatValue());
        }
        assertThat(sum(explanation.at("/slots/0/groups"), "")).isNotCloseTo(0, within(0.01));
        assertThat(api.json(of + "/explanation")).isEqualTo(explanation);
    }

    @Test
    void scenariosAreAsManyAndAsLongAsAskedWithTheMarginsOfTheForecastAndWhatHangsTogether() throws Exception {
        String asked = "/v1/series/" + ForecastByTrees.SERIES + "/scenarios?count=400&seed=7";
        JsonNode scenarios = api.json(asked);

        assertThat(scenarios.path("issues").asInt()).isEqualTo(ForecastByTrees.PAST);
        assertThat(scenarios.path("targets")).hasSize(1);
        JsonNode paths = scenarios.at("/targets/0/paths");
        assertThat(paths).hasSize(400).allSatisfy(path -> assertThat(path).hasSize(TREES.horizon()));
        int together = 0;
        for (JsonNode path : paths) {
            boolean isHigh = path.path(0).asDouble() > TREES.issued(0)[QuantileLevels.MEDIAN];
            boolean endsHigh = path.path(1).asDouble() > TREES.issued(1)[QuantileLevels.MEDIAN];
            together += isHigh == endsHigh ? 1 : 0;
        }
        assertThat(together).as("what lay high stayed high, on all days").isGreaterThan(350);
        for (int row = 0; row < TREES.horizon(); row++) {
            float[] quantiles = TREES.issued(row);
            int slot = row;
            assertThat(paths)
                    .as("inside the middle band of slot " + row)
                    .filteredOn(path -> path.path(slot).asDouble() >= quantiles[2]
                            && path.path(slot).asDouble() <= quantiles[4])
                    .hasSizeBetween(140, 260);
        }
        assertThat(api.json(asked)).isEqualTo(scenarios);
        assertThat(api.json(asked.replace("seed=7", "seed=8")).path("targets")).isNotEqualTo(scenarios.path("targets"));
    }

    @Test
    void whatIsHandedInIsAnsweredAsDescribed() throws Exception {
        HttpResponse<String> taken = api.post(
                "/v1/readings",
                WholeEngine.TOKEN,
                "[{\"meterId\": \"M\", \"intervalStart\": \"2026-11-21T10:00:00Z\", \"interval\": "
                        + "\"PT15M\", \"energyKwh\": 1}, {}]");

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        api.assertValid("readings", document.at("/components/responses/Taken/content/application~1json/schema"), taken);
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
        assertThat(api.get("/livez", null).statusCode()).isEqualTo(200);
        assertThat(api.get("/v1/series/A").statusCode()).isEqualTo(200);
    }

    private static String plain(String operation) {
        return operation.replaceAll("\\{[^}]*}", "{}");
    }

    private static String sample(String path) {
        String filled = path.endsWith("explanation") || path.endsWith("scenarios")
                ? path.replace("{seriesId}", ForecastByTrees.SERIES)
                : path;
        for (Map.Entry<String, String> sample : SAMPLES.entrySet()) {
            filled = filled.replace(sample.getKey(), sample.getValue());
        }
        return filled + (path.endsWith("outlook") ? "?variable=load_forecast_mw" : "");
    }

    private static double sum(JsonNode nodes, String field) {
        double sum = 0;
        for (JsonNode node : nodes) {
            sum += field.isEmpty() ? node.asDouble() : node.path(field).asDouble();
        }
        return sum;
    }
}
