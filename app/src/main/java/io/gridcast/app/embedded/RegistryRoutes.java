package io.gridcast.app.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.http.Role;
import io.gridcast.app.http.Routes;
import io.gridcast.serdes.registry.IncompatibleSchemaException;
import io.gridcast.serdes.registry.InvalidSchemaException;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.serdes.registry.RegisteredSchema;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confluent's REST interface, as far as it concerns subjects, versions and ids of Avro schemas. */
final class RegistryRoutes implements Routes {
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String EXPLAINED = "gridcast.registry.explained";
    private static final Logger LOG = LoggerFactory.getLogger(RegistryRoutes.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalRegistry registry;

    RegistryRoutes(LocalRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/", call -> answer(call, JSON.createObjectNode()), Role.OPEN);
        routes.get("/schemas/types", call -> answer(call, strings(List.of("AVRO"))), Role.OPEN);
        routes.get("/schemas/ids/{id}", call -> answer(call, object("schema", schema(call))), Role.OPEN);
        routes.get("/schemas/ids/{id}/schema", call -> answer(call, parse(schema(call))), Role.OPEN);
        routes.get("/schemas/ids/{id}/subjects", call -> answer(call, subjectsOf(call)), Role.OPEN);
        routes.get("/schemas/ids/{id}/versions", call -> answer(call, versionsOf(call)), Role.OPEN);
        routes.get("/subjects", call -> answer(call, subjects(call)), Role.OPEN);
        routes.post("/subjects/{subject}", call -> answer(call, lookUp(call)), Role.OPEN);
        routes.get("/subjects/{subject}/versions", call -> answer(call, versions(call)), Role.OPEN);
        routes.post("/subjects/{subject}/versions", call -> answer(call, register(call)), Role.OPEN);
        routes.get("/subjects/{subject}/versions/{version}", call -> answer(call, object(version(call))), Role.OPEN);
        routes.get(
                "/subjects/{subject}/versions/{version}/schema",
                call -> answer(call, parse(version(call).text())),
                Role.OPEN);
        routes.delete("/subjects/{subject}", call -> refuseToDelete(), Role.OPEN);
        routes.delete("/subjects/{subject}/versions/{version}", call -> refuseToDelete(), Role.OPEN);
        new RegistryRules(registry).addTo(routes);
        addErrors(routes);
    }

    /** The version that the path names: a number, {@code latest} or {@code -1}. */
    static RegisteredSchema version(LocalRegistry registry, String subject, String version) {
        List<RegisteredSchema> versions = registry.versions(subject);
        if (versions.isEmpty()) {
            throw RegistryCallException.subjectNotFound(subject);
        }
        if (version.equals("latest") || version.equals("-1")) {
            return versions.get(versions.size() - 1);
        }
        if (!version.matches("[1-9]\\d{0,8}")) {
            throw new RegistryCallException(
                    42202,
                    "The specified version '" + version + "' is not a valid version id. Allowed values are between"
                            + " [1, 2^31-1] and the string \"latest\"");
        }
        return versions.stream()
                .filter(known -> known.version() == Integer.parseInt(version))
                .findFirst()
                .orElseThrow(() -> RegistryCallException.versionNotFound(version));
    }

    /** The schema in the body of a call. */
    static String schemaIn(Context call) {
        JsonNode body = parse(call.body());
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") && !type.equals("null")) {
            throw RegistryCallException.invalidSchema("type " + type + " is not known here, only AVRO");
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryCallException.invalidSchema("references are not known here, write the schema as one");
        }
        if (!body.path("schema").isTextual()) {
            throw RegistryCallException.invalidSchema("the field \"schema\" with the schema as a string is missing");
        }
        return body.get("schema").asText();
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new RegistryCallException(400, "The body is not JSON: " + e.getOriginalMessage());
        }
    }

    static void answer(Context call, JsonNode body) {
        call.contentType(TYPE).result(body.toString());
    }

    static ObjectNode object(String field, String value) {
        return JSON.createObjectNode().put(field, value);
    }

    static ArrayNode strings(Iterable<String> values) {
        ArrayNode array = JSON.createArrayNode();
        values.forEach(array::add);
        return array;
    }

    private static ObjectNode object(RegisteredSchema schema) {
        return object("subject", schema.subject())
                .put("version", schema.version())
                .put("id", schema.id())
                .put("schema", schema.text());
    }

    private JsonNode subjects(Context call) {
        String prefix = call.queryParam("subjectPrefix");
        return strings(registry.subjects().stream()
                .filter(subject -> prefix == null || subject.startsWith(prefix))
                .toList());
    }

    private JsonNode versions(Context call) {
        String subject = call.pathParam("subject");
        List<RegisteredSchema> versions = registry.versions(subject);
        if (versions.isEmpty()) {
            throw RegistryCallException.subjectNotFound(subject);
        }
        ArrayNode numbers = JSON.createArrayNode();
        versions.forEach(version -> numbers.add(version.version()));
        return numbers;
    }

    private RegisteredSchema version(Context call) {
        return version(registry, call.pathParam("subject"), call.pathParam("version"));
    }

    private JsonNode register(Context call) {
        String subject = call.pathParam("subject");
        return JSON.createObjectNode().put("id", registry.register(subject, schemaIn(call)));
    }

    private JsonNode lookUp(Context call) {
        String subject = call.pathParam("subject");
        if (registry.versions(subject).isEmpty()) {
            throw RegistryCallException.subjectNotFound(subject);
        }
        return registry.find(subject, schemaIn(call))
                .map(RegistryRoutes::object)
                .orElseThrow(() -> RegistryCallException.schemaNotFound("under subject '" + subject + "'"));
    }

    private String schema(Context call) {
        return registry.schema(id(call)).orElseThrow(() -> RegistryCallException.schemaNotFound(call.pathParam("id")));
    }

    private JsonNode subjectsOf(Context call) {
        schema(call);
        return strings(registry.versionsOf(id(call)).stream()
                .map(RegisteredSchema::subject)
                .toList());
    }

    private JsonNode versionsOf(Context call) {
        schema(call);
        ArrayNode array = JSON.createArrayNode();
        registry.versionsOf(id(call))
                .forEach(version ->
                        array.add(object("subject", version.subject()).put("version", version.version())));
        return array;
    }

    private static int id(Context call) {
        String id = call.pathParam("id");
        if (!id.matches("\\d{1,9}")) {
            throw RegistryCallException.schemaNotFound(id);
        }
        return Integer.parseInt(id);
    }

    private static void refuseToDelete() {
        throw new RegistryCallException(
                42205, "The embedded registry deletes nothing: records on topics may need any schema it ever gave");
    }

    private static void addErrors(RoutesConfig routes) {
        routes.exception(
                RegistryCallException.class,
                (e, call) -> fail(call, e.status(), e.code(), String.valueOf(e.getMessage())));
        routes.exception(
                IncompatibleSchemaException.class, (e, call) -> fail(call, 409, 409, e.what() + ": " + e.why()));
        routes.exception(
                InvalidSchemaException.class, (e, call) -> fail(call, 422, 42201, "Invalid schema: " + e.what()));
        routes.exception(Exception.class, (e, call) -> {
            LOG.error("registry-call-failed path={}", call.path(), e);
            fail(call, 500, 50001, "Error in the backend data store: " + e.getMessage());
        });
        routes.error(404, call -> {
            if (call.attribute(EXPLAINED) == null) {
                fail(call, 404, 404, "HTTP 404 Not Found: " + call.path());
            }
        });
    }

    private static void fail(Context call, int status, int code, String message) {
        call.status(status).attribute(EXPLAINED, true);
        answer(call, JSON.createObjectNode().put("error_code", code).put("message", message));
    }
}
