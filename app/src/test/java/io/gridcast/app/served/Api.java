package io.gridcast.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Calls a running engine, and holds what it answers against the OpenAPI document. */
final class Api {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final JsonNode document;

    Api(String url, JsonNode document) {
        this.url = url;
        this.document = document;
    }

    /** As one who has every role. */
    HttpResponse<String> get(String path) throws Exception {
        return get(path, WholeEngine.TOKEN);
    }

    /** @param token null for none */
    HttpResponse<String> get(String path, @Nullable String token) throws Exception {
        return send(request(path, token));
    }

    /** @param token null for none */
    HttpResponse<String> post(String path, @Nullable String token, String json) throws Exception {
        return send(
                request(path, token).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** Publishes a pack, as whoever this token belongs to. */
    HttpResponse<String> publish(byte[] pack, @Nullable String token) throws Exception {
        return send(request("/v1/models/packs", token)
                .header("Content-Type", "application/octet-stream")
                .header("Gridcast-Why", "to try it")
                .POST(BodyPublishers.ofByteArray(pack)));
    }

    /** What a GET answers. */
    JsonNode json(String path) throws Exception {
        return JSON.readTree(get(path).body());
    }

    /** Part of the document: {@code #/components/schemas/Forecast}, or what it refers to. */
    JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }

    /** The same node, or the one of the document that it refers to. */
    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }

    /** @param what for people, where it is not valid */
    void assertValid(String what, JsonNode schema, HttpResponse<String> answer) throws Exception {
        ObjectNode whole = JSON.createObjectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.putArray("allOf").add(schema);
        whole.set("components", document.path("components"));
        var validator = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());

        assertThat(schema.isMissingNode()).as(what + " has no schema").isFalse();
        assertThat(validator.validate(JSON.readTree(answer.body())))
                .as(what + " " + answer.body())
                .isEmpty();
    }

    /** Problem details that say what is wrong and what to do about it. */
    void assertProblem(HttpResponse<String> answer, int status, String what, String mend) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertValid("problem", schema("Problem"), answer);
        assertThat(JSON.readTree(answer.body()).path("title").asText()).contains(what);
        assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains(mend);
    }

    /** Asks again and again, until nothing is missing any more. */
    static void await(Callable<Optional<String>> missing) throws Exception {
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        Optional<String> still = missing.call();
        while (still.isPresent()) {
            assertThat(System.nanoTime()).as("in time: " + still.get()).isLessThan(endNs);
            Thread.onSpinWait();
            still = missing.call();
        }
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
