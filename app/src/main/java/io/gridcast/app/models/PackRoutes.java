package io.gridcast.app.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.clock.LastTick;
import io.gridcast.app.http.Caller;
import io.gridcast.app.http.HttpLimits;
import io.gridcast.app.http.HttpProblem;
import io.gridcast.app.http.RequestBody;
import io.gridcast.app.http.Role;
import io.gridcast.app.http.Routes;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.pack.InvalidPackException;
import io.gridcast.core.pack.ManifestCheck;
import io.gridcast.core.pack.PackFormat;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * {@code POST /v1/models/packs}: publishes the bytes of a model pack, as {@code gridcast models publish} does. The answer is 202: the
 * engine publishes it, or refuses it in the audit (a pack that nobody trusted has signed). One at a time, for a pack is large.
 */
public final class PackRoutes implements Routes {
    /** Where packs are posted to. */
    public static final String PATH = "/v1/models/packs";

    private static final String WHY = "Gridcast-Why";
    private static final int MAX_WHY = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Platform platform;
    private final HttpLimits limits;
    private final Semaphore place = new Semaphore(1);

    /** Packs go onto the topics of this platform. */
    public PackRoutes(Platform platform, HttpLimits limits) {
        this.platform = platform;
        this.limits = limits;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, this::post, Role.OPERATOR);
    }

    private void post(Context call) {
        String why = why(call);
        if (!place.tryAcquire()) {
            throw new HttpProblem(503, "another pack is being published", "send it again in a moment")
                    .retryAfter(Duration.ofSeconds(5));
        }
        try {
            publish(call, why);
        } catch (InvalidPackException e) {
            throw new HttpProblem(422, e.what(), e.mend());
        } catch (VersionTakenException e) {
            throw new HttpProblem(409, e.what(), e.mend());
        } catch (ExplainedException e) {
            throw new HttpProblem(503, e.what(), e.mend()).retryAfter(Duration.ofSeconds(5));
        } finally {
            place.release();
        }
    }

    private void publish(Context call, String why) {
        PackShipment pack = new PackShipment(
                PackFormat.read(RequestBody.bytes(call, "application/octet-stream", limits.maxPackBytes())));
        ManifestCheck.check(pack.pack().manifest());
        String who = Caller.of(call).name();
        new ModelDesk(platform, who)
                .publish(pack, why, LastTick.read(platform.cluster().client()));
        call.status(202)
                .contentType("application/json")
                .result(JSON.createObjectNode()
                        .put("model", pack.model().toString())
                        .put("packHash", pack.packHash())
                        .put("who", who)
                        .toPrettyString());
    }

    private static String why(Context call) {
        String why = call.header(WHY);
        if (why == null || why.isBlank() || why.length() > MAX_WHY) {
            throw new HttpProblem(
                    400, WHY + " is missing", "say why in that header, in at most " + MAX_WHY + " characters");
        }
        return why.strip();
    }
}
