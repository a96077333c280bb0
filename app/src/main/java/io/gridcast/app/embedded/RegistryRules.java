package io.gridcast.app.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.http.Role;
import io.gridcast.app.http.Routes;
import io.gridcast.serdes.registry.CompatibilityLevel;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.serdes.registry.RegisteredSchema;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The part of Confluent's REST interface that is about what a new schema must be: compatibility, config and mode. */
final class RegistryRules implements Routes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODE = "READWRITE";

    private final LocalRegistry registry;

    RegistryRules(LocalRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/config", call -> answerLevel(call, registry.compatibility()), Role.OPEN);
        routes.put(
                "/config",
                call -> {
                    CompatibilityLevel level = levelIn(call);
                    registry.setCompatibility(level);
                    RegistryRoutes.answer(call, RegistryRoutes.object("compatibility", level.name()));
                },
                Role.OPEN);
        routes.get("/config/{subject}", call -> answerLevel(call, level(call)), Role.OPEN);
        routes.put(
                "/config/{subject}",
                call -> {
                    CompatibilityLevel level = levelIn(call);
                    registry.setCompatibility(call.pathParam("subject"), level);
                    RegistryRoutes.answer(call, RegistryRoutes.object("compatibility", level.name()));
                },
                Role.OPEN);
        for (String path : List.of("/mode", "/mode/{subject}")) {
            routes.get(path, call -> RegistryRoutes.answer(call, RegistryRoutes.object("mode", MODE)), Role.OPEN);
            routes.put(path, RegistryRules::setMode, Role.OPEN);
        }
        routes.post(
                "/compatibility/subjects/{subject}/versions",
                call -> answerProblems(call, problemsWithAll(call)),
                Role.OPEN);
        routes.post(
                "/compatibility/subjects/{subject}/versions/{version}",
                call -> answerProblems(call, problemsWithOne(call)),
                Role.OPEN);
    }

    private static void answerLevel(Context call, CompatibilityLevel level) {
        RegistryRoutes.answer(call, RegistryRoutes.object("compatibilityLevel", level.name()));
    }

    private CompatibilityLevel level(Context call) {
        String subject = call.pathParam("subject");
        return registry.ownCompatibility(subject).orElseGet(() -> {
            if (Boolean.parseBoolean(call.queryParam("defaultToGlobal"))) {
                return registry.compatibility();
            }
            throw new RegistryCallException(
                    40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
        });
    }

    private static CompatibilityLevel levelIn(Context call) {
        String level = RegistryRoutes.parse(call.body()).path("compatibility").asText();
        try {
            return CompatibilityLevel.valueOf(level.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new RegistryCallException(
                    42203,
                    "Invalid compatibility level '" + level + "'. Valid values are "
                            + List.of(CompatibilityLevel.values()));
        }
    }

    private static void setMode(Context call) {
        String mode = RegistryRoutes.parse(call.body()).path("mode").asText();
        if (!mode.equals(MODE)) {
            throw new RegistryCallException(42204, "Invalid mode '" + mode + "'. Valid values are [" + MODE + "]");
        }
        RegistryRoutes.answer(call, RegistryRoutes.object("mode", MODE));
    }

    private List<String> problemsWithAll(Context call) {
        return registry.incompatibilities(call.pathParam("subject"), RegistryRoutes.schemaIn(call));
    }

    private List<String> problemsWithOne(Context call) {
        String subject = call.pathParam("subject");
        String version = call.pathParam("version");
        String schema = RegistryRoutes.schemaIn(call);
        if (version.equals("latest") && registry.versions(subject).isEmpty()) {
            return List.of();
        }
        RegisteredSchema known = RegistryRoutes.version(registry, subject, version);
        return registry.compatibility(subject).problems(parse(schema), List.of(parse(known.text())));
    }

    private static void answerProblems(Context call, List<String> problems) {
        ObjectNode body = JSON.createObjectNode().put("is_compatible", problems.isEmpty());
        if (Boolean.parseBoolean(call.queryParam("verbose"))) {
            JsonNode messages = RegistryRoutes.strings(problems);
            body.set("messages", messages);
        }
        RegistryRoutes.answer(call, body);
    }

    private static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            throw RegistryCallException.invalidSchema(String.valueOf(e.getMessage()));
        }
    }
}
