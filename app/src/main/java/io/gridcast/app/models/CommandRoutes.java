package io.gridcast.app.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.clock.LastTick;
import io.gridcast.app.http.Caller;
import io.gridcast.app.http.HttpProblem;
import io.gridcast.app.http.RequestBody;
import io.gridcast.app.http.Role;
import io.gridcast.app.http.Routes;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Scope;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * {@code POST /v1/models/commands}: a model command by HTTP, onto the same topic as those of the command line. Its author is the person
 * who calls: an approver promotes and approves, an operator does the rest. The answer is 202: the engine follows it, or refuses it in the audit.
 */
public final class CommandRoutes implements Routes {
    /** Where commands are posted to. */
    public static final String PATH = "/v1/models/commands";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BYTES = 16_384;
    /** Publishing takes the bytes of a pack, and has a path of its own ({@link PackRoutes}). */
    private static final Set<CommandKind> KINDS = EnumSet.complementOf(EnumSet.of(CommandKind.PUBLISH));

    /** What makes a model the champion for good takes more than the right to try it. */
    private static final Set<CommandKind> APPROVED = EnumSet.of(CommandKind.PROMOTE, CommandKind.APPROVE);

    private final Platform platform;

    /** Commands go onto the topics of this platform. */
    public CommandRoutes(Platform platform) {
        this.platform = platform;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, this::post, Role.OPERATOR, Role.APPROVER);
    }

    private void post(Context call) {
        Caller caller = Caller.of(call);
        Wish wish = Wish.read(body(call));
        caller.require(APPROVED.contains(wish.kind) ? Role.APPROVER : Role.OPERATOR);
        try {
            hand(wish, caller.name(), call);
        } catch (ExplainedException away) {
            throw new HttpProblem(503, away.what(), away.mend());
        }
    }

    private void hand(Wish wish, String who, Context call) {
        ModelInventory.Published pack = published(wish);
        DeployedModel model = new DeployedModel(pack.manifest().model(), pack.packHash());
        Instant at = LastTick.read(platform.cluster().client());
        ModelDesk desk = new ModelDesk(platform, who);
        if (wish.kind == CommandKind.CANARY) {
            desk.canary(model, wish.scope, wish.share, wish.why, at);
        } else {
            desk.command(wish.kind, model, wish.scope, wish.why, at);
        }
        call.status(202)
                .contentType("application/json")
                .result(JSON.createObjectNode()
                        .put("kind", word(wish.kind))
                        .put("model", model.model().toString())
                        .put("scope", wish.scope.toString())
                        .put("who", who)
                        .put("at", at.toString())
                        .toPrettyString());
    }

    private static JsonNode body(Context call) {
        JsonNode body = RequestBody.json(call, MAX_BYTES);
        if (body.isObject()) {
            return body;
        }
        throw new HttpProblem(400, "the body is no JSON object", "send kind, model, target and why");
    }

    private ModelInventory.Published published(Wish wish) {
        ModelInventory.Published pack = ModelInventory.read(platform)
                .pack(wish.model)
                .orElseThrow(() -> new HttpProblem(
                        404,
                        "there is no published model of that name",
                        "gridcast models list shows them; publish its pack first"));
        if (pack.manifest().target() != wish.scope.target()) {
            throw new HttpProblem(409, "the model forecasts another target", "give the target that it was trained for");
        }
        return pack;
    }

    private static String word(CommandKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is asked for. */
    private record Wish(CommandKind kind, String model, Scope scope, double share, String why) {
        static Wish read(JsonNode body) {
            CommandKind kind = one(body, "kind", KINDS.toArray(CommandKind[]::new));
            Target target = one(body, "target", Target.values());
            String subject = body.path("scope").asText("*");
            double share = body.path("share").asDouble(0);
            if (kind == CommandKind.CANARY && !(share > 0 && share <= 1)) {
                throw new HttpProblem(
                        400, "share must be more than 0 and at most 1", "give the canary's share of series");
            }
            try {
                return new Wish(kind, text(body, "model"), new Scope(target, subject), share, text(body, "why"));
            } catch (IllegalArgumentException e) {
                throw new HttpProblem(400, "scope is none", "give *, zone:ID or series:ID");
            }
        }

        private static String text(JsonNode body, String field) {
            String text = body.path(field).asText("").strip();
            if (text.isEmpty()) {
                throw new HttpProblem(400, field + " is missing", "give " + field + " as text");
            }
            return text;
        }

        private static <E extends Enum<E>> E one(JsonNode body, String field, E[] choices) {
            String given = body.path(field).asText("").toUpperCase(Locale.ROOT).replace('-', '_');
            return Arrays.stream(choices)
                    .filter(choice -> choice.name().equals(given))
                    .findFirst()
                    .orElseThrow(() -> new HttpProblem(
                            400,
                            field + " is none",
                            "give one of "
                                    + String.join(
                                            ", ",
                                            Arrays.stream(choices)
                                                    .map(choice -> choice.name()
                                                            .toLowerCase(Locale.ROOT)
                                                            .replace('_', '-'))
                                                    .toList())));
        }
    }
}
