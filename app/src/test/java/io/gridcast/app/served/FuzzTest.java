package io.gridcast.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.served.RequestFuzzer.Operation;
import io.gridcast.app.served.RequestFuzzer.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of requests of every operation of the OpenAPI document, most of them with something wrong: whatever comes, the server answers
 * in its own words, blames nobody else, and goes on.
 */
@Timeout(300)
class FuzzTest {
    private static final long SEED = 20261122;
    private static final int REQUESTS = 10_400;
    /** What reads whole topics, or would listen for ever: enough of them to meet every kind of mistake, too few to wait for. */
    private static final Set<String> DEAR = Set.of(
            "explanation", "scenarios", "commandModel", "publishPack", "listModels", "getModel", "events", "metrics");

    private static final int REQUESTS_OF_DEAR = 60;
    private static final Pattern STACK_TRACE = Pattern.compile("\\sat [\\w.$]+\\([\\w$]+\\.(java|kt):\\d+\\)");
    private static final Pattern CLASS_NAME =
            Pattern.compile("\\b(java|javax|jakarta|kotlin|org|com|io)\\.[a-z]\\w*\\.[\\w.]*[A-Z]\\w+|Exception\\b");

    @TempDir
    private static Path directory;

    private static WholeEngine engine;

    @BeforeAll
    static void start() throws Exception {
        engine = new WholeEngine(directory);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void nothingThatIsSentBreaksTheServerOrShowsItsInside() throws Exception {
        RequestFuzzer fuzzer = new RequestFuzzer(WholeEngine.document(), SEED, WholeEngine.TOKEN);
        int cheap = (int) fuzzer.operations().stream()
                .filter(operation -> !DEAR.contains(operation.id()))
                .count();
        int each = 1 + (REQUESTS - REQUESTS_OF_DEAR * DEAR.size()) / cheap;
        Map<Integer, Integer> statuses = new TreeMap<>();
        long startNs = System.nanoTime();
        try (RawHttp http = new RawHttp(engine.server().url())) {
            for (Operation operation : fuzzer.operations()) {
                for (int i = DEAR.contains(operation.id()) ? REQUESTS_OF_DEAR : each; i > 0; i--) {
                    Request request = fuzzer.next(operation);
                    statuses.merge(check(http, request), 1, Integer::sum);
                }
            }
            int all = statuses.values().stream().mapToInt(Integer::intValue).sum();
            System.out.println("fuzzed requests=" + all + " statuses=" + statuses + " ms="
                    + (System.nanoTime() - startNs) / 1_000_000);
            assertThat(all).isGreaterThanOrEqualTo(10_000);
            assertThat(statuses).as("some are as they should be").containsKey(200);
            byte[] alive = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            assertThat(http.exchange(alive, false, false, false).status()).isEqualTo(200);
        }
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
