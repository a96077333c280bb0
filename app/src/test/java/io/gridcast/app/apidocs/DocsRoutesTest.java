package io.gridcast.app.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.gridcast.app.http.HttpConfig;
import io.gridcast.app.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocsRoutesTest {
    private static final Path ROOT = Path.of(System.getProperty("gridcast.root", ".."));

    @Test
    void thePageHoldsEveryOperationAndSchemaAndItsLinksLeadSomewhere() throws Exception {
        try (HttpServer server = HttpServer.start(HttpConfig.DEFAULT, "127.0.0.1", 0, List.of(new DocsRoutes()))) {
            HttpResponse<String> page = get(server, "/docs");

            assertThat(page.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
            JsonNode document = document();
            document.path("paths")
                    .forEach(path -> path.forEach(operation -> assertThat(page.body())
                            .contains("<article id='"
                                    + operation.path("operationId").asText() + "'>")));
            document.at("/components/schemas")
                    .fieldNames()
                    .forEachRemaining(name -> assertThat(page.body()).contains("<article id='schema-" + name + "'>"));
            Matcher link = Pattern.compile("href='#([^']+)'").matcher(page.body());
            while (link.find()) {
                assertThat(page.body()).contains("id='" + link.group(1) + "'");
            }
            assertThat(page.body())
                    .as("works offline, and under its own policy")
                    .doesNotContain("<script", "style=", "//");
            assertThat(get(server, "/docs.css").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void everyAlertLeadsToItsSectionOfTheRunbook() throws Exception {
        String rules =
                Files.readString(ROOT.resolve("grafana").resolve("prometheus").resolve("gridcast.rules.yml"));
        List<String> alerts = all("- alert: (\\w+)", rules);
        List<String> anchors = all("runbook_url: \"\\{\\{ \\$externalLabels\\.runbook }}#([a-z-]+)\"", rules);
        try (HttpServer server = HttpServer.start(HttpConfig.DEFAULT, "127.0.0.1", 0, List.of(new DocsRoutes()))) {
            HttpResponse<String> page = get(server, "/runbook");

            assertThat(anchors).hasSameSizeAs(alerts).isNotEmpty();
            assertThat(all("<h2 id=\"([^\"]+)\">", page.body()))
                    .containsAll(anchors)
                    .isSubsetOf(anchors);
            assertThat(all("href='#([^']+)'", page.body())).containsAll(anchors);
            assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
            assertThat(page.body())
                    .as("works offline, under its own policy, and nothing of its Markdown is left")
                    .doesNotContain("<script", "style=", "//", "`", "](", "**", "\n- ", "\n#");
        }
    }

    @Test
    void theRunbookIsTextUnderItsAnchors() {
        assertThat(RunbookPage.of("# A\n\n## B c\n\n1. `x <y>`\n\n<script>"))
                .contains("<li><a href='#b-c'>B c</a></li>", "<h2 id=\"b-c\">B c</h2>", "<code>x &lt;y&gt;</code>")
                .doesNotContain("<script");
    }

    @Test
    void whatADocumentSaysIsTextAndNotHtml() throws Exception {
        JsonNode document = new YAMLMapper()
                .readTree(
                        "{info: {title: '<b>'}, tags: [{name: t}], paths: {/a: {get: {operationId: a, tags: [t], summary: '<script>'}}}}");

        assertThat(OpenApiPage.of(document))
                .contains("<h1>&lt;b&gt;</h1>", "&lt;script&gt;")
                .doesNotContain("<script");
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static JsonNode document() throws IOException {
        return new YAMLMapper().readTree(DocsRoutesTest.class.getResourceAsStream("/openapi.yaml"));
    }

    private static HttpResponse<String> get(HttpServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }
}
