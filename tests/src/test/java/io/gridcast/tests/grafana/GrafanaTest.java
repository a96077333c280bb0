package io.gridcast.tests.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.net.Ports;
import io.gridcast.tests.Programs;
import io.gridcast.tests.replay.CommandLines;
import io.gridcast.tests.replay.RunningCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dashboards and alerts against what a running engine gives, through a real Prometheus where there is one. */
class GrafanaTest {
    private static final Path ROOT = Path.of(System.getProperty("gridcast.root", ".."));
    private static final Path DASHBOARDS = ROOT.resolve("grafana").resolve("dashboards");
    private static final Path RULES =
            ROOT.resolve("grafana").resolve("prometheus").resolve("gridcast.rules.yml");
    private static final Pattern METRIC = Pattern.compile("\\b(?:gridcast|kafka|jvm|process|system)_\\w+");
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int DATA_WITHIN_S = 240;

    @TempDir
    private Path directory;

    @Test
    void everyDashboardIsNumberedAndEveryPanelSaysWhatItShows() throws IOException {
        Set<String> uids = new HashSet<>();
        int number = 0;
        for (Path file : dashboards()) {
            JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
            number++;
            assertThat(file.getFileName().toString()).startsWith("0" + number + "-");
            assertThat(dashboard.get("title").asText()).startsWith(number + " ");
            assertThat(uids.add(dashboard.get("uid").asText())).isTrue();
            Set<Integer> ids = new HashSet<>();
            for (JsonNode panel : dashboard.get("panels")) {
                assertThat(ids.add(panel.get("id").asInt())).isTrue();
                assertThat(panel.get("description").asText()).isNotBlank();
                assertThat(panel.get("targets")).isNotEmpty();
            }
        }
        assertThat(number).isEqualTo(5);
    }

    @Test
    void alertsPassTheirTests() throws Exception {
        Path promtool = required("promtool");
        Process process = new ProcessBuilder(promtool.toString(), "test", "rules", "gridcast.rules.test.yml")
                .directory(RULES.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("promtool.log").toFile())
                .start();

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("promtool.log")))
                .isZero();
        assertThat(Files.readString(RULES.resolveSibling("gridcast.rules.test.yml")))
                .contains(all("- alert: (\\w+)", Files.readString(RULES)));
    }

    @Test
    @Timeout(600)
    void everyPanelShowsDataOfARunningDemo() throws Exception {
        Path prometheus = required("prometheus");
        int port = Ports.free();
        var commands = new CommandLines(directory, "-Xmx1500m");
        try (RunningCommand demo = commands.start(
                        "demo", List.of("demo", "--speed", "3600", "--http-port", Integer.toString(port)));
                PrometheusServer server = PrometheusServer.start(prometheus, directory, RULES, port)) {
            List<String> queries = queries();
            assertThat(queries).hasSizeGreaterThan(30);

            assertThat(emptyAfterAWhile(demo, server, queries))
                    .as("queries of panels that give no data")
                    .isEmpty();
            assertThat(server.sickRules()).as("alerts that cannot be evaluated").isEmpty();
            assertThat(given(port)).containsAll(metricsNamed());
        }
    }

    private List<String> emptyAfterAWhile(RunningCommand demo, PrometheusServer server, List<String> queries)
            throws InterruptedException {
        List<String> empty = new ArrayList<>(queries);
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(DATA_WITHIN_S);
        while (!empty.isEmpty() && System.nanoTime() < untilNs) {
            demo.awaitEnd(LOOK_EVERY);
            demo.requireRunning();
            for (String query : List.copyOf(empty)) {
                if (server.count(query) > 0) {
                    empty.remove(query);
                }
            }
        }
        return empty;
    }

    /** All queries of all panels, as Grafana would send them for a short span of time. */
    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (Path file : dashboards()) {
            for (JsonNode panel : new ObjectMapper().readTree(file.toFile()).get("panels")) {
                panel.get("targets")
                        .forEach(target ->
                                queries.add(target.get("expr").asText().replace("$__rate_interval", "30s")));
            }
        }
        return queries;
    }

    private static Set<String> metricsNamed() throws IOException {
        Set<String> named = new HashSet<>();
        for (String query : queries()) {
            METRIC.matcher(query).results().forEach(found -> named.add(found.group()));
        }
        all("expr: (.*)", Files.readString(RULES))
                .forEach(expression -> METRIC.matcher(expression).results().forEach(found -> named.add(found.group())));
        return named;
    }

    /** The names that an engine gives figures under. */
    private static Set<String> given(int port) throws IOException, InterruptedException {
        String text = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return new HashSet<>(all("(?m)^(\\w+)[{ ]", text));
    }

    private static Path required(String program) {
        return Programs.required(program, "apt-get install prometheus", "dashboards and alerts");
    }

    private static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.sorted().toList();
        }
    }

    private static List<String> all(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
