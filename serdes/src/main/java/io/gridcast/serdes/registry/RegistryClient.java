package io.gridcast.serdes.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.serdes.registry.RegistryHttp.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * A registry behind Confluent's REST interface. What cannot change is asked once: the text of an id, and the id of a text under
 * a subject; texts are compared as they are, for two schemas that differ in their docs alone are two schemas.
 */
public final class RegistryClient implements SchemaRegistry {
    private static final int NO_SUBJECT = 40401;
    private static final int NO_VERSION = 40402;
    private static final int NO_SCHEMA = 40403;
    private static final int NO_OWN_LEVEL = 40408;
    private static final int INVALID_SCHEMA = 42201;

    private final RegistryConfig config;
    private final RegistryHttp http;
    private final Map<Integer, String> textById = new ConcurrentHashMap<>();
    private final Map<Named, RegisteredSchema> found = new ConcurrentHashMap<>();
    private final Map<Named, Integer> registered = new ConcurrentHashMap<>();

    /** A client of the registry that a configuration names; it connects at the first request. */
    public RegistryClient(RegistryConfig config) {
        this.config = config;
        this.http = new RegistryHttp(config);
    }

    @Override
    public SchemaUse use() {
        return SchemaUse.of(config);
    }

    @Override
    public int register(String subject, String schemaText) {
        var named = new Named(subject, schemaText);
        Integer known = registered.get(named);
        if (known != null) {
            return known;
        }
        Answer answer = http.post(subjectPath(subject) + "/versions", schemaBody(schemaText));
        if (answer.status() == 409) {
            throw new IncompatibleSchemaException(subject, compatibility(subject), List.of(answer.message()));
        }
        int id = id(answer, good(answer));
        registered.put(named, id);
        textById.putIfAbsent(id, schemaText);
        return id;
    }

    @Override
    public Optional<RegisteredSchema> find(String subject, String schemaText) {
        var named = new Named(subject, schemaText);
        RegisteredSchema known = found.get(named);
        if (known != null) {
            return Optional.of(known);
        }
        Answer answer = http.post(subjectPath(subject), schemaBody(schemaText));
        if (isMissing(answer)) {
            return Optional.empty();
        }
        RegisteredSchema schema = version(subject, answer);
        found.put(named, schema);
        registered.put(named, schema.id());
        textById.putIfAbsent(schema.id(), schemaText);
        return Optional.of(schema);
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        Answer answer = http.get(subjectPath(subject) + "/versions/latest");
        return isMissing(answer) ? Optional.empty() : Optional.of(version(subject, answer));
    }

    @Override
    public Optional<String> schema(int id) {
        String known = textById.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Answer answer = http.get("/schemas/ids/" + id);
        if (isMissing(answer)) {
            return Optional.empty();
        }
        String text = text("schema " + id, good(answer));
        textById.put(id, text);
        return Optional.of(text);
    }

    @Override
    public List<String> incompatibilities(String subject, String schemaText) {
        Answer answer = http.post(
                "/compatibility" + subjectPath(subject) + "/versions/latest?verbose=true", schemaBody(schemaText));
        if (isMissing(answer)) {
            return List.of();
        }
        JsonNode body = good(answer);
        if (body.path("is_compatible").asBoolean()) {
            return List.of();
        }
        List<String> messages = StreamSupport.stream(body.path("messages").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return messages.isEmpty() ? List.of(body.path("reason").asText("the registry gave no reason")) : messages;
    }

    @Override
    public CompatibilityLevel compatibility(String subject) {
        Answer answer = http.get("/config/" + encoded(subject) + "?defaultToGlobal=true");
        if (isMissing(answer)) {
            answer = http.get("/config");
        }
        String level = good(answer).path("compatibilityLevel").asText("");
        for (CompatibilityLevel known : CompatibilityLevel.values()) {
            if (known.name().equals(level)) {
                return known;
            }
        }
        throw new RegistryRefusedException(
                answer + " with compatibility level '" + level + "'",
                "the level is none that we know",
                "set it to BACKWARD",
                null);
    }

    @Override
    public void setCompatibility(String subject, CompatibilityLevel level) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level.name());
        good(http.put("/config/" + encoded(subject), body));
    }

    @Override
    public String toString() {
        return "RegistryClient of " + config.urls();
    }

    private static RegisteredSchema version(String subject, Answer answer) {
        JsonNode body = good(answer);
        return new RegisteredSchema(
                subject, body.path("version").asInt(), id(answer, body), text("schema of " + subject, body));
    }

    private static int id(Answer answer, JsonNode body) {
        int id = body.path("id").asInt();
        if (id <= 0) {
            throw notARegistry(answer);
        }
        return id;
    }

    private static String text(String of, JsonNode body) {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") || !body.path("references").isEmpty()) {
            throw new InvalidSchemaException(of + " is of type " + type + " or refers to other schemas", null);
        }
        return body.path("schema").asText();
    }

    private static RegistryRefusedException notARegistry(Answer answer) {
        return new RegistryRefusedException(
                answer.toString(),
                "this is not how a schema registry answers",
                "correct " + RegistryConfig.URL + ", including the path before /subjects",
                null);
    }

    private static JsonNode good(Answer answer) {
        if (answer.isGood()) {
            return answer.body();
        }
        if (answer.errorCode() == INVALID_SCHEMA) {
            throw new InvalidSchemaException(answer.toString(), null);
        }
        throw switch (answer.status()) {
            case 401, 403 ->
                new RegistryRefusedException(
                        answer.toString(),
                        "the registry does not let us in, or not do this",
                        "check basic.auth.* or bearer.auth.*, and the rights of that user",
                        null);
            case 404 -> notARegistry(answer);
            default ->
                new RegistryRefusedException(
                        answer.toString(),
                        "the registry does not accept the request",
                        "look into the registry's log",
                        null);
        };
    }

    private static boolean isMissing(Answer answer) {
        return switch (answer.errorCode()) {
            case NO_SUBJECT, NO_VERSION, NO_SCHEMA, NO_OWN_LEVEL -> true;
            default -> false;
        };
    }

    private static JsonNode schemaBody(String schemaText) {
        return JsonNodeFactory.instance.objectNode().put("schema", schemaText);
    }

    private static String subjectPath(String subject) {
        return "/subjects/" + encoded(subject);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A text under a subject. */
    private record Named(String subject, String text) {}
}
