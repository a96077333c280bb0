package io.gridcast.app.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /startupz}, {@code /livez} and {@code /readyz}: 200 when all checks pass, else 503; the body names each check with {@code ok} or
 * its trouble.
 */
public final class HealthRoutes implements Routes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Health health;

    /** Answers from these checks. */
    public HealthRoutes(Health health) {
        this.health = health;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/startupz", call -> answer(call, health.started()), Role.OPEN);
        routes.get("/livez", call -> answer(call, health.alive()), Role.OPEN);
        routes.get("/readyz", call -> answer(call, health.ready()), Role.OPEN);
    }

    private static void answer(Context call, Map<String, Optional<String>> checks) {
        boolean well = checks.values().stream().allMatch(Optional::isEmpty);
        ObjectNode body = JSON.createObjectNode().put("status", well ? "ok" : "trouble");
        ObjectNode named = body.putObject("checks");
        checks.forEach((name, trouble) -> named.put(name, trouble.orElse("ok")));
        call.status(well ? 200 : 503)
                .header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(body.toPrettyString() + "\n");
    }
}
