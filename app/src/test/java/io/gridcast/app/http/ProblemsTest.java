package io.gridcast.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final HttpServer server = HttpServer.start(HttpConfig.DEFAULT, "127.0.0.1", 0, List.of(routes -> {
        routes.get("/fine/{name}", call -> call.result(call.pathParam("name")), Role.OPEN);
        routes.get(
                "/broken",
                call -> {
                    throw new IllegalStateException("password is swordfish");
                },
                Role.OPEN);
        routes.get(
                "/error",
                call -> {
                    throw new StackOverflowError("too deep");
                },
                Role.OPEN);
    }));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anUnknownPathIsAProblem() throws Exception {
        assertProblem(ask("GET", "/nowhere"), 404, "there is nothing of this name");
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() throws Exception {
        HttpResponse<String> answer = ask("DELETE", "/broken");

        assertProblem(answer, 405, "the path does not take this method");
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(allowed -> assertThat(allowed).contains("GET"));
    }

    @Test
    void aBugIsAnsweredWithAnIdAndNothingElse() throws Exception {
        JsonNode problem = assertProblem(ask("GET", "/broken"), 500, "the server failed");

        assertThat(problem.path("instance").asText()).startsWith("urn:uuid:");
        assertThat(problem.toString()).doesNotContain("swordfish").doesNotContain("Exception");
        assertProblem(ask("GET", "/error"), 500, "the server failed");
        assertThat(ask("GET", "/fine/still").body()).isEqualTo("still");
    }

    private JsonNode assertProblem(HttpResponse<String> answer, int status, String title) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isEqualTo(title);
        assertThat(problem.path("type").asText()).isEqualTo("about:blank");
        return problem;
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
