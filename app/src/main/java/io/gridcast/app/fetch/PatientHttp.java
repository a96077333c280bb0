package io.gridcast.app.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a service for JSON, and again after a while where the fault is a passing one: no or half an answer, 408, 425, 429 and 5xx. It
 * waits as long as the service asks for ({@code Retry-After} in either form, or "try again in 30 seconds"), else twice as long each time.
 */
final class PatientHttp {
    static final int TRIES = 8;
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
    static final Duration LONGEST_ASKED = Duration.ofMinutes(15);

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Pattern IN_WORDS =
            Pattern.compile("again in (?:about )?(\\d{1,6}) ?s", Pattern.CASE_INSENSITIVE);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SHOWN = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Duration answerWithin;
    private final Pauses pauses;
    private final InstantSource wall;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_WITHIN)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** How time is let go by. */
    @FunctionalInterface
    interface Pauses {
        void pause(Duration time) throws InterruptedException;
    }

    /** What came of one try: JSON, or a fault that may pass. */
    private record Answer(Optional<JsonNode> json, String fault, boolean isPassing, Optional<Duration> askedToWait) {}

    /**
     * @param answerWithin after which a try is given up
     * @param wall tells what a date in {@code Retry-After} is compared with
     */
    PatientHttp(Duration answerWithin, Pauses pauses, InstantSource wall) {
        this.answerWithin = answerWithin;
        this.pauses = pauses;
        this.wall = wall;
    }

    /**
     * Asks until there is an answer.
     *
     * @throws ExplainedException if the service refuses, or no try has brought one
     */
    JsonNode get(URI uri) throws InterruptedException {
        Duration backOff = FIRST_WAIT;
        for (int tries = 1; ; tries++) {
            Answer answer = ask(uri);
            if (answer.json().isPresent()) {
                return answer.json().get();
            }
            Duration wait = answer.askedToWait().orElse(backOff);
            if (!answer.isPassing() || tries == TRIES || wait.compareTo(LONGEST_ASKED) > 0) {
                throw given(uri, answer, tries);
            }
            pauses.pause(wait);
            Duration doubled = backOff.multipliedBy(2);
            backOff = doubled.compareTo(LONGEST_BACK_OFF) < 0 ? doubled : LONGEST_BACK_OFF;
        }
    }

    private Answer ask(URI uri) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(answerWithin)
                .header("Accept", "application/json")
                .header("User-Agent", "gridcast")
                .build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            return passing("no whole answer (" + e + ")", Optional.empty());
        }
        int status = response.statusCode();
        String body = new String(response.body(), StandardCharsets.UTF_8);
        if (status == 200) {
            return read(body);
        }
        String fault = "status " + status + ": " + shown(body);
        boolean isPassing = status >= 500 || status == 408 || status == 425 || status == TOO_MANY_REQUESTS;
        return isPassing
                ? passing(fault, asked(response, body))
                : new Answer(Optional.empty(), fault, false, Optional.empty());
    }

    private static Answer read(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isObject()
                    ? new Answer(Optional.of(json), "", false, Optional.empty())
                    : passing("no JSON object: " + shown(body), Optional.empty());
        } catch (IOException e) {
            return passing("an answer that is cut off or no JSON: " + shown(body), Optional.empty());
        }
    }

    private static Answer passing(String fault, Optional<Duration> asked) {
        return new Answer(Optional.empty(), fault, true, asked);
    }

    private Optional<Duration> asked(HttpResponse<byte[]> response, String body) {
        Optional<Duration> header = response.headers().firstValue("Retry-After").flatMap(this::retryAfter);
        if (header.isPresent()) {
            return header;
        }
        Matcher words = IN_WORDS.matcher(body);
        return words.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(words.group(1)))) : Optional.empty();
    }

    /** In seconds or as a date, RFC 9110, section 10.2.3. */
    private Optional<Duration> retryAfter(String text) {
        if (text.strip().matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
        }
        try {
            Instant at = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(wall.instant(), at);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String shown(String body) {
        String line = body.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    private static ExplainedException given(URI uri, Answer answer, int tries) {
        String asked = answer.askedToWait()
                .map(wait -> "; it asks to be left alone for " + wait.toSeconds() + " s")
                .orElse("");
        return new ExplainedException(
                uri.getScheme() + "://" + uri.getAuthority() + uri.getPath() + " gives " + answer.fault() + asked
                        + (tries > 1 ? " (" + tries + " tries)" : ""),
                answer.isPassing()
                        ? "without its answer the feed would have a hole, so fetching ends here; what came before is saved"
                        : "the service does not know what it was asked for, or has changed",
                answer.isPassing()
                        ? "run the same command again later: it goes on where the saved files end"
                        : "check the names of datasets and --url against the service's own pages");
    }
}
