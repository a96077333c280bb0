package io.gridcast.app.rest;

import static io.gridcast.topology.serving.ServedKind.SERIES;

import io.gridcast.app.http.HttpProblem;
import io.gridcast.app.http.Role;
import io.gridcast.app.http.Routes;
import io.gridcast.app.platform.Platform;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.serving.ServedStores;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** {@code /v1/events}: server-sent events, until the caller ends them or does not keep up. */
final class EventRoutes implements Routes {
    /** Each holds a thread of the server while it listens. */
    private static final int MOST_LISTENERS = 100;

    private static final int LONGEST = 200;
    private static final long COMMENT_AFTER_NS = Duration.ofSeconds(15).toNanos();
    /** How soon it is seen that the server closes. */
    private static final long LOOK_MS = 500;
    /** Events of this time go out in one write: a client hardly sees it, and the engine is not slowed by many small ones. */
    private static final long GATHER_MS = 100;

    private static final Duration FULL = Duration.ofSeconds(30);
    private static final byte[] COMMENT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private final Rest rest;
    private final LiveEvents events;
    private final Semaphore places = new Semaphore(MOST_LISTENERS);

    EventRoutes(Rest rest, Platform platform) {
        this.rest = rest;
        this.events = new LiveEvents(platform, rest);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/v1/events", this::listen, Role.VIEWER);
    }

    @Override
    public void closing() {
        events.close();
    }

    private void listen(Context call) throws IOException {
        Parameters parameters = Parameters.of(call, "series", "kinds");
        Set<EventKind> kinds =
                parameters.text("kinds", LONGEST).map(EventRoutes::kinds).orElse(EnumSet.allOf(EventKind.class));
        Set<String> about = parameters
                .text("series", LONGEST)
                .map(id -> about(new Reading(rest.serving(), call), id))
                .orElse(Set.of());
        HttpServletResponse response = call.res();
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        if (call.req().getMethod().equals("HEAD")) {
            return;
        }
        if (!places.tryAcquire()) {
            throw new HttpProblem(
                            429,
                            "as many listen as this instance lets",
                            "listen at another instance, or ask again later")
                    .retryAfter(FULL);
        }
        var listener = new Listener(kinds, about);
        try {
            events.join(listener);
            send(listener, response.getOutputStream());
        } finally {
            events.leave(listener);
            places.release();
        }
    }

    private void send(Listener listener, OutputStream out) {
        List<byte[]> batch = new ArrayList<>(List.of(COMMENT));
        long saidNs = System.nanoTime();
        try {
            while (events.isOpen() && !listener.isCutOff()) {
                if (!batch.isEmpty()) {
                    write(batch, out);
                    saidNs = System.nanoTime();
                }
                listener.take(batch, LOOK_MS);
                if (!batch.isEmpty()) {
                    Thread.sleep(GATHER_MS);
                    listener.take(batch, 0);
                } else if (System.nanoTime() - saidNs > COMMENT_AFTER_NS) {
                    batch.add(COMMENT);
                }
            }
        } catch (IOException callerGone) {
            // that is how listening ends
        } catch (InterruptedException serverStops) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(List<byte[]> batch, OutputStream out) throws IOException {
        for (byte[] event : batch) {
            out.write(event);
        }
        out.flush();
        batch.clear();
    }

    private static Set<EventKind> kinds(String text) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        Arrays.stream(text.split(",", -1))
                .forEach(word -> kinds.add(Parameters.choice("kinds", List.of(EventKind.values()), word)));
        return kinds;
    }

    /** A series and the zone whose prices it follows. */
    private Set<String> about(Reading reading, String id) {
        return reading.ask(reading.newest(ServedStores.SERIES, SERIES, id)).stream()
                .map(found -> rest.json().codecs().decode(Topics.GRID_SERIES, found.value()))
                .map(series -> id.equals(series.priceZone()) ? Set.of(id) : Set.of(id, series.priceZone()))
                .findFirst()
                .orElseThrow(Reading::noSeries);
    }
}
