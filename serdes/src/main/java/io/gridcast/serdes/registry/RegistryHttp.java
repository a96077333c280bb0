package io.gridcast.serdes.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to whichever of the registry's addresses answers. An address that fails is left for the next one; when all have
 * failed, all are tried again after a wait that doubles. Every request must therefore be safe to repeat, as the registry's are.
 */
final class RegistryHttp {
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RegistryConfig config;
    private final HttpClient http;
    private volatile int preferred;

    RegistryHttp(RegistryConfig config) {
        this.config = config;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(config.connectTimeout());
        config.tls().context().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** What the registry said, finally: never one of the passing faults. */
    record Answer(URI url, String method, int status, JsonNode body) {
        boolean isGood() {
            return status / 100 == 2;
        }

        /** The registry's own error code, or the status where it gave none. */
        int errorCode() {
            return body.path("error_code").asInt(status);
        }

        String message() {
            return body.path("message").asText("no message");
        }

        @Override
        public String toString() {
            return method + " " + url + " answered " + status + " (" + message() + ")";
        }
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer post(String path, JsonNode body) {
        return send("POST", path, BodyPublishers.ofString(body.toString()));
    }

    Answer put(String path, JsonNode body) {
        return send("PUT", path, BodyPublishers.ofString(body.toString()));
    }

    private Answer send(String method, String path, BodyPublisher body) {
        for (int round = 0; ; round++) {
            var faults = new Faults(config.urls().size());
            int first = preferred;
            for (int i = 0; i < config.urls().size(); i++) {
                int at = (first + i) % config.urls().size();
                URI url = URI.create(config.urls().get(at) + path);
                Answer answer = exchange(url, method, body, faults);
                if (answer != null) {
                    preferred = at;
                    return answer;
                }
            }
            if (round >= config.maxRetries() || faults.isHopeless()) {
                throw faults.exception(round + 1);
            }
            pause(round, faults.wanted);
        }
    }

    /** The answer, or null if it is worth trying elsewhere or later. */
    private @Nullable Answer exchange(URI url, String method, BodyPublisher body, Faults faults) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(config.readTimeout())
                .header("Accept", JSON + ", application/json")
                .method(method, body);
        if (body.contentLength() > 0) {
            request.header("Content-Type", JSON);
        }
        config.authorization().ifPresent(secret -> request.header("Authorization", secret.value()));
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            faults.add(url, e);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("wait for " + url + " was interrupted", e);
        }
        if (PASSING.contains(response.statusCode())) {
            faults.add(url, response);
            return null;
        }
        return new Answer(url, method, response.statusCode(), json(url, response));
    }

    private static JsonNode json(URI url, HttpResponse<String> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (JsonProcessingException e) {
            if (response.statusCode() / 100 == 2) {
                throw new RegistryRefusedException(
                        url + " answered with something that is not JSON",
                        "it seems to be no schema registry",
                        "correct " + RegistryConfig.URL + ", including the path before /subjects",
                        null);
            }
            return MissingNode.getInstance();
        }
    }

    private void pause(int round, Duration wanted) {
        long longestMs = config.retryMaxWait().toMillis();
        long waitMs = Math.min(longestMs, config.retryWait().toMillis() << Math.min(round, 20));
        long jitteredMs = waitMs / 2 + ThreadLocalRandom.current().nextLong(waitMs / 2 + 1);
        try {
            Thread.sleep(Math.max(jitteredMs, Math.min(longestMs, wanted.toMillis())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("wait before a retry was interrupted", e);
        }
    }

    /** What went wrong in one round over the addresses. */
    private static final class Faults {
        private final int addresses;
        private final List<String> texts = new ArrayList<>();
        private int untrusted;
        private @Nullable IOException last;
        private Duration wanted = Duration.ZERO;

        Faults(int addresses) {
            this.addresses = addresses;
        }

        void add(URI url, IOException e) {
            last = e;
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            texts.add(url + " did not answer (" + reason + ")");
            if (e instanceof SSLException) {
                untrusted++;
            }
        }

        void add(URI url, HttpResponse<String> response) {
            texts.add(url + " answered " + response.statusCode());
            String seconds = response.headers().firstValue("Retry-After").orElse("");
            if (seconds.matches("\\d{1,6}")) {
                wanted = Duration.ofSeconds(Long.parseLong(seconds));
            }
        }

        boolean isHopeless() {
            return untrusted == addresses;
        }

        RegistryException exception(int rounds) {
            String all = String.join(", ", texts);
            return isHopeless()
                    ? new RegistryRefusedException(
                            all,
                            "TLS could not agree with the registry",
                            "check schema.registry.ssl.truststore.* and keystore.*, and the host name in the certificate",
                            last)
                    : new RegistryUnavailableException("after " + rounds + " tries: " + all, last);
        }
    }
}
