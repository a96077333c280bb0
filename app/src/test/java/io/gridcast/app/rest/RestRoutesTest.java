package io.gridcast.app.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridcast.app.http.OwnCertificate;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three instances on a real broker share the stores; whoever is asked answers for all, over TLS to those with a token. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestRoutesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Partitions PARTITIONS = new Partitions(1, 6, 3);
    private static final List<ServedInstance> INSTANCES = new ArrayList<>();

    @TempDir
    private static Path directory;

    private static Platform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = Platforms.embedded(directory.resolve("platform"));
        platform.createTopics(PARTITIONS, Keep.EVERYTHING);
        Facts.publish(platform);
        OwnCertificate certificate = OwnCertificate.make(directory, "gridcast");
        for (String name : List.of("a", "b", "c")) {
            INSTANCES.add(ServedInstance.start(platform, name, directory, PARTITIONS, certificate));
        }
        for (ServedInstance instance : INSTANCES) {
            instance.awaitRunning(PATIENCE);
        }
        awaitAllFacts();
    }

    @AfterAll
    static void stop() {
        INSTANCES.forEach(ServedInstance::close);
        platform.close();
    }

    @Test
    @Order(1)
    void eachInstanceAnswersTheSameForEverySeries() throws Exception {
        for (String path : questions()) {
            HttpResponse<String> first = INSTANCES.get(0).get(path);
            assertThat(first.statusCode()).as(path + first.body()).isEqualTo(200);
            for (ServedInstance instance : INSTANCES) {
                HttpResponse<String> answer = instance.get(path);
                assertThat(answer.body()).as(path).isEqualTo(first.body());
                assertThat(answer.headers().firstValue("ETag"))
                        .isEqualTo(first.headers().firstValue("ETag"));
                assertThat(answer.headers().firstValue("Gridcast-Standby")).isEmpty();
            }
        }
    }

    @Test
    @Order(1)
    void withoutATokenNobodyIsAnswered() throws Exception {
        for (String path : List.of("/v1/series/A/forecasts/latest", "/v1/instances/records?q=AAAA")) {
            assertThat(any().statusForAnybody(path)).isEqualTo(401);
        }
    }

    @Test
    @Order(1)
    void theSeriesLieOnSeveralInstancesAndTheAnswerNamesThem() throws Exception {
        Set<String> answering = new TreeSet<>();
        for (String series : Facts.SERIES) {
            answering.add(INSTANCES
                    .get(0)
                    .get("/v1/series/" + path(series) + "/forecasts/latest")
                    .headers()
                    .firstValue("Gridcast-Answered-By")
                    .orElseThrow());
        }

        assertThat(answering).hasSizeGreaterThan(1);
        assertThat(INSTANCES).extracting(ServedInstance::address).containsAll(answering);
    }

    @Test
    @Order(1)
    void aForecastIsAnsweredFieldByFieldWithItsQuantilesInRows() throws Exception {
        JsonNode forecast = any().json("/v1/series/A/forecasts/latest");

        assertThat(forecast.path("seriesId").asText()).isEqualTo("A");
        assertThat(forecast.path("target").asText()).isEqualTo("load");
        assertThat(forecast.path("issuedAt").asText()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(forecast.path("resolution").asText()).isEqualTo("PT1H");
        assertThat(forecast.path("rung").asText()).isEqualTo("champion-stale-inputs");
        assertThat(forecast.at("/model/modelId").asText()).isEqualTo("load-xgb");
        assertThat(forecast.path("point")).hasSize(Facts.HORIZON);
        assertThat(forecast.path("quantiles")).hasSize(Facts.HORIZON);
        assertThat(forecast.at("/quantiles/1"))
                .hasSize(forecast.path("quantileLevels").size());
        assertThat(forecast.at("/quantiles/1/3").floatValue())
                .isEqualTo(forecast.at("/point/1").floatValue());
    }

    @Test
    @Order(1)
    void aSeriesIsShownWithWhatIsNewestOfIt() throws Exception {
        JsonNode series = any().json("/v1/series/" + path("C/1 ü"));

        assertThat(series.path("priceZone").asText()).isEqualTo("north");
        assertThat(series.path("limitMw").isNull()).isTrue();
        assertThat(series.at("/load/loadMw").asDouble()).isEqualTo(199);
        assertThat(series.at("/forecasts/load/slot").asText()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(series.at("/forecasts/load/interval").asText()).isEqualTo("PT30M");
        assertThat(series.at("/forecasts/load/point").asDouble()).isEqualTo(200);
        assertThat(series.at("/forecasts/load/low").asDouble()).isLessThan(200);
        assertThat(series.at("/forecasts/price").isMissingNode()).isTrue();
        assertThat(series.at("/spike/windowProbability").asDouble()).isEqualTo(0.28);
    }

    @Test
    @Order(1)
    void whatWasKnownAtATimeIsNotWhatIsKnownNow() throws Exception {
        assertThat(any().json("/v1/series/A/forecasts/latest?at=2026-11-21T06:30:00Z")
                        .path("runId")
                        .asText())
                .isEqualTo("A/load/2026-11-21T06:00:00Z");
        assertThat(any().get("/v1/series/A/forecasts/latest?at=2026-11-20T06:30:00Z")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(1)
    void historyHoldsTheNewestForecastOfTheWantedLeadBesideWhatHappened() throws Exception {
        JsonNode slots = any().json("/v1/series/A/history?lead=PT2H").path("items");

        JsonNode nine = StreamSupport.stream(slots.spliterator(), false)
                .filter(slot -> slot.path("slot").asText().equals("2026-11-21T09:00:00Z"))
                .findFirst()
                .orElseThrow();
        assertThat(nine.path("actual").asDouble()).isEqualTo(-3);
        assertThat(nine.path("runId").asText()).isEqualTo("A/load/2026-11-21T07:00:00Z");
        assertThat(nine.path("point").asDouble()).isCloseTo(-3 + 0.02, within(1e-5));
        assertThat(nine.path("low80").asDouble()).isLessThan(nine.path("low50").asDouble());
        assertThat(nine.path("outlook").isNull()).isTrue();
    }

    @Test
    @Order(1)
    void listsGoOnWhereThePageBeforeEnded() throws Exception {
        assertThat(pages("/v1/series?limit=4", "seriesId")).containsExactlyElementsOf(Facts.SERIES);
        assertThat(pages("/v1/series/A/forecasts?limit=5", "runId"))
                .hasSize(Facts.HOURS + 1)
                .doesNotHaveDuplicates()
                .startsWith("A/load/2026-11-21T12:00:00Z")
                .endsWith("A/load/2026-11-21T00:00:00Z");
        assertThat(pages("/v1/series/A/quality?limit=2", "value")).containsExactly("2.0", "1.0", "0.0");
        assertThat(pages("/v1/zones/north/prices?limit=10", "price"))
                .hasSize(24)
                .startsWith("0.0", "1.0");
    }

    @Test
    @Order(1)
    void findingsOfAllSeriesComeTogetherAndThoseOfOneAlone() throws Exception {
        assertThat(any().json("/v1/quality?limit=10").path("items")).hasSize(10);
        List<String> subjects = pages("/v1/quality?limit=4", "subject");
        assertThat(subjects).hasSize(3 * Facts.SERIES.size());
        assertThat(Facts.SERIES)
                .allSatisfy(series -> assertThat(Collections.frequency(subjects, series))
                        .as(series)
                        .isEqualTo(3));
        assertThat(pages("/v1/quality?subject=B&limit=1", "value")).containsExactly("2.0", "1.0", "0.0");
        assertThat(any().json("/v1/quality?subject=B").path("items")).hasSize(3).allSatisfy(event -> {
            assertThat(event.path("subject").asText()).isEqualTo("B");
            assertThat(event.path("action").asText()).isEqualTo("used-with-flag");
            assertThat(event.path("knownAt").asText()).isEqualTo("2026-11-21T12:00:00Z");
        });
    }

    @Test
    @Order(1)
    void zonesHavePricesSpikesAndOutlooks() throws Exception {
        assertThat(any().json("/v1/zones/south/spikes")
                        .at("/items/0/probability/1")
                        .floatValue())
                .isEqualTo(0.2f);
        assertThat(any().json("/v1/zones/south/outlook").at("/steps/1/values/0").asDouble())
                .isEqualTo(8);
        assertThat(any().get("/v1/zones/south/outlook?variable=wind").statusCode())
                .isEqualTo(404);
        assertThat(any().json("/v1/zones/nowhere/prices").path("items")).isEmpty();
    }

    @Test
    @Order(1)
    void whoHasTheAnswerGetsItsTagAlone() throws Exception {
        HttpResponse<String> first = any().get("/v1/series/A");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = any().get("/v1/series/A", "If-None-Match", "\"other\", " + tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(first.headers().firstValue("Gridcast-Time")).hasValue(Facts.NOW.toString());
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/series?limit=0 | 400 | limit",
                "/v1/series?limit=many | 400 | limit",
                "/v1/series?limt=5 | 400 | it takes zone, limit, after",
                "/v1/series?limit=5&limit=6 | 400 | limit is given more than once",
                "/v1/series?after=%2e%2e | 400 | after",
                "/v1/series?after=AAAA | 400 | after",
                "/v1/series/A/forecasts/latest?target=spike | 400 | one of load, price",
                "/v1/series/A/forecasts/latest?at=yesterday | 400 | 2026-01-01T10:00:00Z",
                "/v1/series/A/forecasts/latest?at=-1000000000-01-01T00:00:00Z | 400 | at is not",
                "/v1/series/A/forecasts?from=%2B1000000000-01-01T00:00:00Z | 400 | from is not",
                "/v1/series/A/forecasts?after=OTk5OTk5OTk5OTk5OTk5OTk5OTk6MA | 400 | after",
                "/v1/series/A/history?lead=-PT1H | 400 | lead",
                "/v1/series/A/history?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z | 400 | within 31 days",
                "/v1/series/A/scenarios?count=100000 | 400 | from 1 to 1000",
                "/v1/series/A%00/forecasts/latest | 400 | ",
                "/v1/series/nobody | 404 | GET /v1/series lists",
                "/v1/series/nobody/forecasts/latest | 404 | GET /v1/series lists",
                "/v1/series/nobody/history | 404 | GET /v1/series lists",
                "/v1/series/nobody/scores | 404 | GET /v1/series lists",
                "/v1/series/nobody/drift | 404 | GET /v1/series lists",
                "/v1/series/nobody/explanation | 404 | GET /v1/series lists",
                "/v1/series/nobody/scenarios | 404 | GET /v1/series lists",
                "/v1/series/A/forecasts/latest?target=price | 404 | no forecast of this target",
                "/v1/series/A/forecasts/never | 404 | no run of this name",
                "/v1/series/A/forecasts/B%2Fload%2F2026-11-21T12:00:00Z | 404 | no run of this name",
                "/v1/models/none@1 | 404 | GET /v1/models",
                "/v1/instances/records?q=AAAA | 400 | q is not",
                "/v1/instances/records?q=AQAAAAAAAAAAAAEAf____w | 400 | q is not",
                "/v1/events?kinds=gossip | 400 | one of forecast",
            })
    void whatCannotBeAskedIsAProblemThatSaysWhatCan(String path, int status, String said) throws Exception {
        HttpResponse<String> answer = any().get(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains(said == null ? "" : said);
    }

    @Test
    @Order(1)
    void whatDoesNotExistYetIsAnEmptyList() throws Exception {
        for (String path : List.of(
                "/v1/models", "/v1/deployments", "/v1/verdicts", "/v1/audit", "/v1/drift", "/v1/series/A/scores")) {
            assertThat(any().json(path).path("items")).as(path).isEmpty();
        }
        assertThat(any().get("/openapi.yaml").body()).startsWith("openapi: 3.1.0");
        assertThat(any().json("/v1/topology").at("/applications/0/instances")).hasSize(3);
    }

    @Test
    @Order(2)
    void eventsComeToThoseWhoListen() throws Exception {
        try (Stream<String> lines = any().lines("/v1/events?series=E&kinds=forecast,spike")) {
            Iterator<String> events = lines.filter(line -> !line.startsWith(":") && !line.isEmpty())
                    .iterator();
            Facts.publishForecasts(platform, "F", "E");

            assertThat(events.next()).isEqualTo("event: forecast");
            assertThat(events.next()).isEqualTo("id: 1");
            assertThat(events.next())
                    .startsWith("data: {\"seriesId\":\"E\"")
                    .contains("\"now\":{\"runId\":\"E/load/")
                    .doesNotContain("quantiles\"");
        }
    }

    @Test
    @Order(3)
    void whileOneIsAwayItsCopiesAnswerAndSaySo() throws Exception {
        List<String> before = new ArrayList<>();
        for (String path : questions()) {
            before.add(INSTANCES.get(0).get(path).body());
        }
        INSTANCES.remove(2).close();

        Set<String> marked = new TreeSet<>();
        for (int i = 0; i < before.size(); i++) {
            String path = questions().get(i);
            for (ServedInstance instance : INSTANCES) {
                HttpResponse<String> answer = instance.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.body()).as(path).isEqualTo(before.get(i));
                answer.headers().firstValue("Gridcast-Standby").ifPresent(standby -> marked.add(path));
                assertThat(answer.headers()
                                .firstValue("Gridcast-Staleness-Records")
                                .isPresent())
                        .isEqualTo(
                                answer.headers().firstValue("Gridcast-Standby").isPresent());
            }
        }
        assertThat(marked).isNotEmpty().hasSizeLessThan(before.size());
    }

    private static ServedInstance any() {
        return INSTANCES.get(1);
    }

    private static List<String> pages(String path, String field) throws Exception {
        List<String> all = new ArrayList<>();
        JsonNode page = any().json(path);
        while (true) {
            page.path("items").forEach(item -> all.add(item.path(field).asText()));
            if (page.path("next").isNull()) {
                return all;
            }
            page = any().json(path + "&after=" + page.path("next").asText());
        }
    }

    private static List<String> questions() {
        List<String> paths = new ArrayList<>(List.of("/v1/series", "/v1/series?zone=north&limit=2"));
        for (String series : Facts.SERIES) {
            String of = "/v1/series/" + path(series);
            paths.addAll(List.of(
                    of,
                    of + "/forecasts/latest",
                    of + "/forecasts/latest?at=2026-11-21T06:30:00Z",
                    of + "/forecasts?limit=5",
                    of + "/forecasts/" + path(series + "/load/2026-11-21T03:00:00Z"),
                    of + "/history?lead=PT2H",
                    of + "/shadows"));
        }
        return paths;
    }

    private static void awaitAllFacts() throws Exception {
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        while (!isComplete()) {
            assertThat(System.nanoTime())
                    .as("the stores hold all facts in time")
                    .isLessThan(endNs);
            Thread.onSpinWait();
        }
    }

    /** Whether the last record of each kind is there, at its instance and its copies. */
    private static boolean isComplete() throws Exception {
        JsonNode all = INSTANCES.get(0).json("/v1/series");
        return all.path("items").size() == Facts.SERIES.size()
                && StreamSupport.stream(all.path("items").spliterator(), false)
                        .allMatch(series -> series.at("/load/slot").asText().equals("2026-11-21T11:00:00Z")
                                && series.at("/forecasts/load/issuedAt")
                                        .asText()
                                        .equals("2026-11-21T12:00:00Z")
                                && series.at("/spike/alert").asBoolean());
    }

    static String path(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
