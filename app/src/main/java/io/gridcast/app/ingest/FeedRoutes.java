package io.gridcast.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.http.HttpLimits;
import io.gridcast.app.http.HttpProblem;
import io.gridcast.app.http.RequestBody;
import io.gridcast.app.http.Role;
import io.gridcast.app.http.Routes;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * {@code POST /v1/readings} and {@code POST /v1/measurements}: facts from feeds that do not speak Kafka, one or many in a call, onto the
 * topics that others publish on. An answer of 202 means that the broker has them, on all replicas that count. Items that cannot be read
 * are refused one by one; a body that did not come whole is refused whole. The same again changes nothing: the topologies know a reading
 * by its meter and interval, a measurement by its series and time.
 *
 * <p>Bounded: {@value #AT_ONCE} bodies are held at a time, others wait for {@code http.feed-timeout} at most.
 */
public final class FeedRoutes implements Routes {
    private static final int AT_ONCE = 4;
    private static final int MAX_ITEMS = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<Optional<Instant>> time;
    private final HttpLimits limits;
    private final FeedSender sender;
    private final Feed<?> readings;
    private final Feed<?> measurements;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /**
     * Publishes on a platform.
     *
     * @param time the newest tick of the clock, at which facts become known; empty before the first
     */
    public FeedRoutes(Platform platform, HttpLimits limits, Supplier<Optional<Instant>> time) {
        this.time = time;
        this.limits = limits;
        sender = new FeedSender(platform, limits.feedTimeout());
        readings = Feed.readings(platform.registry());
        measurements = Feed.measurements(platform.registry());
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/v1/readings", call -> inTurn(call, readings), Role.FEEDER);
        routes.post("/v1/measurements", call -> inTurn(call, measurements), Role.FEEDER);
    }

    @Override
    public void stop() {
        sender.close();
    }

    private void inTurn(Context call, Feed<?> feed) throws InterruptedException {
        if (!places.tryAcquire(limits.feedTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new HttpProblem(503, "too many feeds send at once", "send again later")
                    .retryAfter(Duration.ofSeconds(1));
        }
        try {
            take(call, feed);
        } catch (ExplainedException away) {
            throw new HttpProblem(503, away.what(), away.mend()).retryAfter(Duration.ofSeconds(5));
        } finally {
            places.release();
        }
    }

    private void take(Context call, Feed<?> feed) {
        List<JsonNode> items = items(RequestBody.json(call, limits.maxBodyBytes()));
        Instant knownAt = time.get()
                .orElseThrow(() -> new HttpProblem(
                                503, "the engine's clock has not ticked yet", "send again when /readyz is 200")
                        .retryAfter(Duration.ofSeconds(5)));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(items.size());
        ArrayNode refused = JSON.createArrayNode();
        for (int index = 0; index < items.size(); index++) {
            try {
                records.add(feed.record(items.get(index), knownAt));
            } catch (HttpProblem problem) {
                refused.addObject()
                        .put("index", index)
                        .put("title", problem.title())
                        .put("detail", problem.detail());
            }
        }
        if (records.isEmpty()) {
            throw new HttpProblem(422, "none of the items can be used", "see what is said of each")
                    .with("refused", refused);
        }
        sender.send(records);
        ObjectNode answer = JSON.createObjectNode().put("accepted", records.size());
        answer.set("refused", refused);
        call.status(202).contentType("application/json").result(answer.toString());
    }

    private static List<JsonNode> items(JsonNode body) {
        if (!body.isArray()) {
            return List.of(body);
        }
        if (body.size() > MAX_ITEMS) {
            throw new HttpProblem(413, "the body holds more than " + MAX_ITEMS + " items", "send fewer at once");
        }
        List<JsonNode> items = new ArrayList<>(body.size());
        body.forEach(items::add);
        return items;
    }
}
