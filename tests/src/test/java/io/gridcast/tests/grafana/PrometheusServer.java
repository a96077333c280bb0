package io.gridcast.tests.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.net.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real Prometheus, as the system has installed it, that scrapes one engine each second. */
final class PrometheusServer implements AutoCloseable {
    private static final String CONFIG = """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: ["%s"]
            scrape_configs:
              - job_name: gridcast
                static_configs: [{targets: ["127.0.0.1:%d"]}]
            """;

    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param engine the port of an engine's {@code /metrics} */
    static PrometheusServer start(Path program, Path directory, Path rules, int engine) throws IOException {
        int port = Ports.free();
        Path config = Files.writeString(
                directory.resolve("prometheus.yml"), CONFIG.formatted(rules.toAbsolutePath(), engine));
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        return new PrometheusServer(process, port);
    }

    /** How many series a query gives now; 0 also while the server does not answer yet. */
    int count(String query) throws InterruptedException {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        if (answer.path("status").asText().equals("error")) {
            throw new IllegalArgumentException(
                    query + ": " + answer.path("error").asText());
        }
        return answer.path("data").path("result").size();
    }

    /** Rules that it cannot evaluate, and why; empty if all can be. */
    String sickRules() throws InterruptedException {
        StringBuilder sick = new StringBuilder();
        for (JsonNode group : get("/api/v1/rules").path("data").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                if (!rule.path("health").asText().equals("ok")) {
                    sick.append(rule.path("name").asText())
                            .append(": ")
                            .append(rule.path("lastError").asText("not evaluated"))
                            .append('\n');
                }
            }
        }
        return sick.toString();
    }

    private JsonNode get(String path) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        try {
            return new ObjectMapper()
                    .readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException notUpYet) {
            return new ObjectMapper().createObjectNode();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
