package io.gridcast.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no caller may take of the server, and what every answer bears. */
@Timeout(60)
class HttpLimitsTest {
    private static final int MAX_BODY = 2_048;
    private static final HttpLimits SMALL =
            new HttpLimits(4_096, MAX_BODY, 4_096, 10, Duration.ofMillis(500), Duration.ofSeconds(5), 3);

    private final HttpServer server = HttpServer.start(
            new HttpConfig(People.NOBODY, Optional.empty(), false, SMALL), "127.0.0.1", 0, List.of(routes -> {
                routes.get("/echo/{name}", call -> call.result(call.pathParam("name")), Role.OPEN);
                routes.post(
                        "/json",
                        call -> call.result(RequestBody.json(call, MAX_BODY).toString()),
                        Role.OPEN);
            }));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyAnswerTellsBrowsersToTrustNothingElse() throws Exception {
        for (String path : List.of("/echo/a", "/nowhere", "/echo/%zz")) {
            HttpResponse<String> answer = path.contains("%")
                    ? null
                    : HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(server.url() + path))
                                            .build(),
                                    BodyHandlers.ofString());
            String headers = answer == null
                    ? RawCall.send(server, get(path), true)
                    : answer.headers().map().toString();
            assertThat(headers)
                    .containsIgnoringCase("content-security-policy")
                    .contains("default-src 'none'", "frame-ancestors 'none'", "nosniff", "no-referrer")
                    .doesNotContainIgnoringCase("access-control-")
                    .doesNotContainIgnoringCase("server:")
                    .doesNotContain("Jetty");
        }
    }

    @Test
    void aBodyThatIsTooLargeOrOfAnotherTypeOrNoJsonIsRefused() throws Exception {
        assertThat(post("application/json", "{\"a\": 1}").statusCode()).isEqualTo(200);
        assertThat(post("application/json", "\"" + "x".repeat(MAX_BODY) + "\"").statusCode())
                .isEqualTo(413);
        assertThat(chunked("\"" + "x".repeat(MAX_BODY) + "\"")).startsWith("HTTP/1.1 413");
        assertThat(post("application/json", "[".repeat(2_000)).statusCode()).isEqualTo(413);
        assertThat(post("text/plain", "{}").statusCode()).isEqualTo(415);
        for (String no : List.of("", "{", "{}{}", "{\"a\": 1, \"a\": 2}", "nul")) {
            HttpResponse<String> answer = post("application/json; charset=nonsense", no);
            assertThat(answer.statusCode()).as(no).isEqualTo(400);
            assertThat(answer.body()).contains("the body is no JSON");
        }
    }

    @Test
    void aBodyThatEndsInTheMiddleIsRefusedWhole() throws Exception {
        String half =
                "POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[1]";

        assertThat(RawCall.send(server, half, true)).doesNotContain("200 OK");
    }

    @Test
    void whatIsNoHttpIsAnsweredAsAProblem() throws Exception {
        for (String raw : List.of(
                get("/echo/%zz"),
                get("/echo/%ff"),
                get("/echo/%00"),
                get("/echo/a?b=%4"),
                get("/echo/a\u0001b"),
                "GET /echo/a HTTP/9.9\r\nHost: x\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n",
                "GET /echo/a HTTP/1.1\r\nHost: x\r\nX-Large: " + "x".repeat(9_000) + "\r\n\r\n",
                "GET /echo/" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")) {
            String answer = RawCall.send(server, raw, true);
            assertThat(answer).as(raw).containsPattern("^HTTP/1.1 [45]\\d\\d ");
            assertThat(answer).as(raw).contains("application/problem+json", "\"title\"");
            assertThat(answer).as(raw).doesNotContain("Exception", "jetty", "java.");
        }
    }

    @Test
    void encodedSlashesAndLettersOfAllLanguagesArePartsOfNames() throws Exception {
        assertThat(RawCall.send(server, get("/echo/ES%2Fload%2F%C3%A6"), true)).endsWith("ES/load/æ");
    }

    @Test
    void aSilentConnectionIsCutAndOthersGoOn() throws Exception {
        URI url = URI.create(server.url());
        try (Socket silent = new Socket(url.getHost(), url.getPort())) {
            silent.getOutputStream().write("GET /echo/a HT".getBytes(StandardCharsets.US_ASCII));
            silent.setSoTimeout(30_000);
            InputStream in = silent.getInputStream();

            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).doesNotContain("200 OK");
            assertThat(post("application/json", "1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        String answer = RawCall.send(server, get("/echo/abc").replace("GET", "HEAD"), true);

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("abc");
    }

    @Test
    void otherMachinesAreNotLetInWithoutTlsAndTokens() {
        assertThatRefused("0.0.0.0", HttpConfig.DEFAULT, "other machines would be let in on 0.0.0.0");
        try (HttpServer open = HttpServer.start(
                new HttpConfig(People.NOBODY, Optional.empty(), true, SMALL), "0.0.0.0", 0, List.of())) {
            assertThat(open.url()).startsWith("http://");
        }
    }

    private static void assertThatRefused(String host, HttpConfig config, String what) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> HttpServer.start(config, host, 0, List.of()))
                .isInstanceOf(io.gridcast.core.check.ExplainedException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("http.insecure=true");
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    }

    private String chunked(String body) throws Exception {
        return RawCall.send(
                server,
                "POST /json HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                        + "\r\n0\r\n\r\n",
                true);
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/json"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
