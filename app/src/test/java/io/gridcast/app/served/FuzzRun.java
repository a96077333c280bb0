package io.gridcast.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridcast.app.served.RequestFuzzer.Operation;
import io.gridcast.app.served.RequestFuzzer.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Thousands of requests of every operation of the OpenAPI document, most of them with something wrong: whatever comes, the server has to
 * answer in its own words, blame nobody else, and go on.
 */
final class FuzzRun {
    private static final long SEED = 20261122;
    private static final int REQUESTS = 10_400;
    /** What reads whole topics, or would listen for ever: enough of them to meet every kind of mistake, too few to wait for. */
    private static final Set<String> DEAR = Set.of(
            "explanation", "scenarios", "commandModel", "publishPack", "listModels", "getModel", "events", "metrics");

    private static final int REQUESTS_OF_DEAR = 60;
    private static final Pattern STACK_TRACE = Pattern.compile("\\sat [\\w.$]+\\([\\w$]+\\.(java|kt):\\d+\\)");
    private static final Pattern CLASS_NAME =
            Pattern.compile("\\b(java|javax|jakarta|kotlin|org|com|io)\\.[a-z]\\w*\\.[\\w.]*[A-Z]\\w+|Exception\\b");

    private FuzzRun() {}

    /**
     * Sends all requests, each judged by its answer.
     *
     * @return how often each status came
     */
    static Map<Integer, Integer> send(JsonNode document, String url, String token) throws IOException {
        RequestFuzzer fuzzer = new RequestFuzzer(document, SEED, token);
        int cheap = (int) fuzzer.operations().stream()
                .filter(operation -> !DEAR.contains(operation.id()))
                .count();
        int each = 1 + (REQUESTS - REQUESTS_OF_DEAR * DEAR.size()) / cheap;
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (RawHttp http = new RawHttp(url)) {
            for (Operation operation : fuzzer.operations()) {
                for (int i = DEAR.contains(operation.id()) ? REQUESTS_OF_DEAR : each; i > 0; i--) {
                    statuses.merge(check(http, fuzzer.next(operation)), 1, Integer::sum);
                }
            }
        }
        return statuses;
    }

    private static int check(RawHttp http, Request request) {
        String asked = request.operation() + ": "
                + new String(request.bytes(), 0, Math.min(2_000, request.bytes().length), StandardCharsets.ISO_8859_1);
        RawHttp.Answer answer;
        try {
            answer = http.exchange(request.bytes(), request.isHead(), request.isOdd(), request.isAll());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + asked, e);
        }
        if (answer.status() == 503 && request.operation().equals("readyz")) {
            return answer.status(); // its way to say no: without a model nothing is ready
        }
        assertThat(answer.status()).as(asked + "\n" + answer.body()).isLessThan(500);
        assertThat(answer.status() > 0 || request.isAll())
                .as("answered at all: " + asked)
                .isTrue();
        assertThat(STACK_TRACE.matcher(answer.body()).find())
                .as(asked + answer.body())
                .isFalse();
        if (answer.status() >= 400 && !request.isHead()) {
            assertThat(answer.headers().getOrDefault("content-type", ""))
                    .as(asked)
                    .startsWith("application/problem+json");
            assertThat(answer.body()).as(asked).contains("\"title\"", "\"status\"", "\"detail\"");
            assertThat(CLASS_NAME.matcher(answer.body()).find())
                    .as(asked + answer.body())
                    .isFalse();
        }
        return answer.status();
    }
}
