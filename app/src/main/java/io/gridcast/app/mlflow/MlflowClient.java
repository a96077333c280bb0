package io.gridcast.app.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Speaks MLflow's REST interface. Every call ends after a time, and none is tried again: whoever calls goes on without MLflow.
 *
 * <p>Credentials come from the environment, as MLflow's own clients read them: {@code MLFLOW_TRACKING_TOKEN}, or {@code
 * MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}. They are in no message.
 */
public final class MlflowClient {
    static final String MISSING = "RESOURCE_DOES_NOT_EXIST";
    static final String EXISTS = "RESOURCE_ALREADY_EXISTS";

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final Duration BYTES_WITHIN = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/2.0/mlflow/";
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";

    private final URI server;
    private final Optional<String> authorization;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();

    /**
     * @param server such as {@code http://mlflow:5000}
     * @param environment where credentials may be
     */
    public MlflowClient(URI server, Map<String, String> environment) {
        this.server = URI.create(server.toString().replaceFirst("/+$", ""));
        this.authorization = authorization(environment);
    }

    private static Optional<String> authorization(Map<String, String> environment) {
        String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
        String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
        if (!token.isEmpty()) {
            return Optional.of("Bearer " + token);
        }
        if (user.isEmpty()) {
            return Optional.empty();
        }
        String pair = user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Asks for something. */
    JsonNode get(String what, Map<String, String> query) {
        return json(
                send(request(API + what + "?" + encoded(query), ANSWER_WITHIN).GET()));
    }

    /** Makes or changes something. */
    JsonNode post(String what, ObjectNode body) {
        return json(send(request(API + what, ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))));
    }

    /** Changes something that is there; MLflow asks for another verb in some places. */
    JsonNode patch(String what, ObjectNode body) {
        return json(send(request(API + what, ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body.toString()))));
    }

    /** Uploads a file through the server's artifact proxy. */
    void upload(ArtifactPlace place, String name, byte[] bytes) {
        BodyPublisher body = BodyPublishers.ofByteArray(bytes);
        send(request(ARTIFACTS + "/" + place.file(name), BYTES_WITHIN)
                .header("Content-Type", "application/octet-stream")
                .PUT(body));
    }

    /** Downloads a file through the server's artifact proxy. */
    byte[] download(ArtifactPlace place, String name) {
        return send(request(ARTIFACTS + "/" + place.file(name), BYTES_WITHIN).GET());
    }

    /** What lies in a folder of artifacts: {@code files} with {@code path} and {@code is_dir}. */
    JsonNode list(ArtifactPlace place) {
        return json(send(request(ARTIFACTS + "?" + encoded(Map.of("path", place.path())), ANSWER_WITHIN)
                .GET()));
    }

    @Override
    public String toString() {
        return "MLflow at " + server.getScheme() + "://" + server.getHost()
                + (server.getPort() < 0 ? "" : ":" + server.getPort());
    }

    private HttpRequest.Builder request(String path, Duration within) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(within);
        authorization.ifPresent(text -> request.header("Authorization", text));
        return request;
    }

    private byte[] send(HttpRequest.Builder request) {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new MlflowException(
                    "",
                    this + " does not answer: "
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    "it is down, or cannot be reached from here",
                    "check --mlflow-uri, and that the tracking server runs",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MlflowException("", this + " was not waited for", "the process is to end", "start it again", e);
        }
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        throw refusal(response);
    }

    private MlflowException refusal(HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        String code = "";
        String message = text.strip();
        try {
            JsonNode body = JSON.readTree(text);
            if (body != null && body.isObject()) {
                code = body.path("error_code").asText();
                message = body.path("message").asText(message);
            }
        } catch (JsonProcessingException e) {
            message = message.isEmpty()
                    ? "no reason given"
                    : message.lines().findFirst().orElse(message);
        }
        boolean isStranger = response.statusCode() == 401 || response.statusCode() == 403;
        return new MlflowException(
                code,
                this + " refuses " + response.request().uri().getPath() + " (" + response.statusCode() + "): "
                        + message,
                isStranger ? "it wants to know who asks" : "it cannot do what was asked",
                isStranger
                        ? "set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
                        : "see the server's log; it must be MLflow 2 or newer and serve artifacts (--serve-artifacts)",
                null);
    }

    private JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new MlflowException(
                    "",
                    this + " answers with something that is no JSON",
                    "it is no MLflow tracking server, or a proxy answers in its place",
                    "check --mlflow-uri",
                    e);
        }
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
