package io.gridcast.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.http.HttpConfig;
import io.gridcast.app.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleRoutesTest {
    private static final Pattern IMPORT = Pattern.compile("(?:from|import) '\\./([a-z-]+\\.js)'");

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server =
            HttpServer.start(HttpConfig.DEFAULT, "127.0.0.1", 0, List.of(new ConsoleRoutes()));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void thePageAndAllThatItNamesAreServed() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=utf-8");
        for (String path : Pattern.compile("(?:href|src)=\"(/[^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList()) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(modules()).containsKeys("main.js", "overview.js", "series.js", "models.js", "audit.js");
    }

    @Test
    void chartsComeFromTheClassPathAndMayBeKeptForEver() throws Exception {
        HttpResponse<String> charts = get("/assets/echarts-5.5.0.js");

        assertThat(charts.statusCode()).isEqualTo(200);
        assertThat(charts.body()).hasSizeGreaterThan(500_000);
        assertThat(charts.headers().firstValue("cache-control"))
                .hasValueSatisfying(kept -> assertThat(kept).contains("immutable"));
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        String tag = get("/assets/main.js").headers().firstValue("etag").orElseThrow();

        HttpResponse<String> again = client.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/assets/main.js"))
                        .header("If-None-Match", tag)
                        .build(),
                BodyHandlers.ofString());

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/none.js",
                "/assets/..%2Fopenapi.yaml",
                "/assets/%2e%2e%2findex.html",
                "/assets/Main.class"
            })
    void nothingElseOfTheClassPathIsServed(String path) throws Exception {
        assertThat(get(path).statusCode()).isIn(400, 404);
    }

    /** A policy of content security forbids the first, names from outside would be run by the second. */
    @Test
    void thePageHoldsNoScriptAndNoModuleMakesElementsOfText() throws Exception {
        assertThat(get("/").body()).doesNotContain("<style", " style=", "onclick", "<script>");

        modules()
                .forEach((name, text) -> assertThat(text)
                        .as(name)
                        .doesNotContain(
                                "innerHTML",
                                "outerHTML",
                                "insertAdjacentHTML",
                                "document.write",
                                "eval(",
                                "new Function",
                                "localStorage.setItem('gridcast-token",
                                "https://"));
    }

    /** All modules that the first one needs, by name. */
    private Map<String, String> modules() throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of("main.js"));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (found.containsKey(name)) {
                continue;
            }
            HttpResponse<String> module = get("/assets/" + name);
            assertThat(module.statusCode()).as(name).isEqualTo(200);
            found.put(name, module.body());
            IMPORT.matcher(module.body()).results().forEach(next -> open.push(next.group(1)));
        }
        return found;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }
}
