package io.gridcast.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.check.ExplainedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who gets through, by what they show and where they go. */
class GateTest {
    private static final Map<String, String> EVERYBODY = Map.of(
            "http.viewers", "vera=" + sha256("v"),
            "http.operators", "olga=" + sha256("o"),
            "http.approvers", "ada=" + sha256("a") + ", olga=" + sha256("oa"),
            "http.feeders", "scada-gateway=" + sha256("f"));
    private static final List<Routes> ROUTES = List.of(routes -> {
        routes.get("/open", call -> call.result("open"), Role.OPEN);
        routes.get("/read", call -> call.result("read by " + Caller.of(call).name()), Role.VIEWER);
        routes.post("/command", call -> call.result("done"), Role.OPERATOR, Role.APPROVER);
        routes.post("/feed", call -> call.result("fed"), Role.FEEDER);
    });

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void eachRoleGoesWhereItMayAndNowhereElse() throws Exception {
        try (HttpServer server = serve(EVERYBODY)) {
            assertThat(statuses(server, "v")).containsExactly(200, 200, 403, 403);
            assertThat(statuses(server, "o")).containsExactly(200, 200, 200, 403);
            assertThat(statuses(server, "a")).containsExactly(200, 200, 200, 403);
            assertThat(statuses(server, "f")).containsExactly(200, 403, 403, 200);
            assertThat(statuses(server, null)).containsExactly(200, 401, 401, 401);
            assertThat(statuses(server, "wrong")).containsExactly(200, 401, 401, 401);
            assertThat(ask(server, "GET", "/read", "oa").body()).isEqualTo("read by olga");
        }
    }

    @Test
    void withoutSettingsReadsAreOpenAndNothingElseIs() throws Exception {
        try (HttpServer server = serve(Map.of())) {
            assertThat(statuses(server, null)).containsExactly(200, 200, 403, 403);
            assertThat(ask(server, "POST", "/feed", null).body())
                    .contains("nobody may do this here")
                    .contains("http.feeders");
        }
    }

    @Test
    void aRefusalSaysHowToAskAndNotWhatWasSent() throws Exception {
        try (HttpServer server = serve(EVERYBODY)) {
            HttpResponse<String> refusal = ask(server, "GET", "/read", "hunter2");

            assertThat(refusal.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            assertThat(refusal.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refusal.body()).contains("\"status\" : 401").doesNotContain("hunter2");
        }
    }

    @Test
    void aRouteThatNamesNoRoleIsNotServed() {
        List<Routes> forgotten = List.of(routes -> routes.get("/forgotten", call -> call.result("secret")));

        assertThatThrownBy(() -> HttpServer.start(HttpConfig.DEFAULT, "127.0.0.1", 0, forgotten))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("GET /forgotten names no role");
    }

    @Test
    void settingsThatNameNobodyRightAreRefusedWithoutRepeatingThem() {
        assertThatThrownBy(() -> http(Map.of("http.viewers", "my secret token")))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("http.viewers holds an entry that is not NAME=")
                .hasMessageNotContaining("my secret token");
        assertThatThrownBy(() -> http(Map.of("http.viewers", "a=" + sha256("x"), "http.feeders", "b=" + sha256("x"))))
                .hasMessageContaining("each has a token of their own");
        assertThatThrownBy(() -> http(Map.of("http.viewers", "a=" + sha256("x") + ",a=" + sha256("y"))))
                .hasMessageContaining("http.viewers names somebody twice");
    }

    private List<Integer> statuses(HttpServer server, @Nullable String token) throws Exception {
        return List.of(
                ask(server, "GET", "/open", token).statusCode(),
                ask(server, "GET", "/read", token).statusCode(),
                ask(server, "POST", "/command", token).statusCode(),
                ask(server, "POST", "/feed", token).statusCode());
    }

    private HttpResponse<String> ask(HttpServer server, String method, String path, @Nullable String token)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + path)).method(method, BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpServer serve(Map<String, String> settings) {
        return HttpServer.start(http(settings), "127.0.0.1", 0, ROUTES);
    }

    private static HttpConfig http(Map<String, String> settings) {
        return GridcastConfig.read(new Settings(settings), Partitions.of(1)).http();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
