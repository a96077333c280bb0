package io.gridcast.tests.console;

import io.gridcast.app.platform.Platform;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.core.model.Scope;
import io.gridcast.core.model.Verdict;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What an engine would have said of 2,000 feeders in eight zones by half past twelve, on its topics. */
final class Fleet implements AutoCloseable {
    static final int SIZE = 2_000;
    static final Instant NOW = Instant.parse("2026-11-21T12:30:00Z");
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final Duration HOUR = Duration.ofHours(1);
    /** A name as nobody should give one. */
    static final String HOSTILE = "<img src=x onerror=\"window.injected=1\">";
    /** The one with a history. */
    static final String SHOWN = "feeder-0042";

    private static final int ZONES = 8;
    private static final int HORIZON = 48;
    private static final int HISTORY_HOURS = 72;
    private final Platform platform;
    private final DeployedModel champion;
    private final Producer<byte[], byte[]> producer;
    private final Map<String, TopicCodec<?>> codecs = new HashMap<>();

    /** @param champion of all series */
    Fleet(Platform platform, DeployedModel champion) {
        this.platform = platform;
        this.champion = champion;
        this.producer = platform.producer("fleet", 5);
    }

    /** @param shadow stands in shadow beside the champion of all series */
    void publish(DeployedModel shadow) {
        for (int i = 0; i < SIZE; i++) {
            publish(name(i));
        }
        for (int hour = HISTORY_HOURS; hour > 0; hour--) {
            Instant at = NOON.minus(HOUR.multipliedBy(hour));
            observe(SHOWN, at.minus(HOUR), 100 + hour % 24);
            forecast(SHOWN, at, 100 + hour);
        }
        send(
                Topics.DRIFT_EVENTS,
                new DriftEvent(SHOWN, Target.LOAD, "psi", "temperature_c", 0.3, 0.2, "<b>the weather</b> is new", NOON),
                NOON);
        send(Topics.MODELS_DEPLOYMENTS, deployment(shadow), NOON.minus(HOUR));
        send(Topics.MODELS_VERDICTS, verdict(shadow.model()), NOON.minus(HOUR));
        producer.flush();
    }

    static String name(int i) {
        return i == 7 ? HOSTILE : String.format(Locale.ROOT, "feeder-%04d", i);
    }

    /** The zone of one with a plain name. */
    static String zone(String id) {
        return "Z" + Integer.parseInt(id.substring(id.length() - 4)) % ZONES;
    }

    private void publish(String id) {
        int zone = id.equals(HOSTILE) ? 7 : zone(id).charAt(1) - '0';
        send(
                Topics.GRID_SERIES,
                new Series(
                        id,
                        "Z" + zone,
                        "Z" + zone,
                        id.equals(ShownFeeder.ID) ? Set.of(Target.LOAD, Target.PRICE) : Set.of(Target.LOAD),
                        HOUR,
                        ZoneId.of("Europe/Oslo"),
                        "",
                        Double.NaN,
                        60,
                        10,
                        List.of()),
                NOON.minus(Duration.ofDays(10)));
        observe(id, NOON.minus(HOUR), 20 + zone);
        forecast(id, NOON, 20 + zone);
    }

    void observe(String id, Instant slot, double loadMw) {
        send(
                Topics.LOAD_OBSERVED,
                new ObservedLoad(id, slot, HOUR, loadMw, 1, LoadQuality.MEASURED, 0),
                slot.plus(HOUR));
    }

    /** A load of each series, the name's order backwards, so that what is seen first comes last. */
    void observeAll(Instant slot, int round) {
        for (int i = SIZE - 1; i >= 0; i--) {
            observe(name(i), slot, 10 + round % 80);
        }
        observe(HOSTILE, slot, 10 + round % 80);
        producer.flush();
    }

    /** One of the same value for each slot. */
    void forecast(String id, Instant issuedAt, float mw) {
        float[] levels = QuantileLevels.standard();
        float[] point = new float[HORIZON];
        float[] quantiles = new float[HORIZON * levels.length];
        for (int slot = 0; slot < HORIZON; slot++) {
            point[slot] = mw;
            for (int q = 0; q < levels.length; q++) {
                quantiles[slot * levels.length + q] = mw + (q - QuantileLevels.MEDIAN) * (1 + slot / 24f);
            }
        }
        send(
                Topics.FORECASTS,
                new Forecast(
                        id,
                        Target.LOAD,
                        "MW",
                        id + "/load/" + issuedAt,
                        issuedAt,
                        issuedAt.minus(HOUR),
                        HOUR,
                        issuedAt,
                        point,
                        levels,
                        quantiles,
                        champion.model(),
                        ModelRole.CHAMPION,
                        Rung.CHAMPION,
                        List.of(),
                        1,
                        "",
                        "",
                        List.of(),
                        0.5),
                issuedAt);
    }

    private Deployment deployment(DeployedModel shadow) {
        return new Deployment(
                Scope.all(Target.LOAD),
                Optional.of(champion),
                List.of(),
                List.of(shadow),
                Optional.empty(),
                0,
                NOON.minus(Duration.ofDays(2)),
                3,
                Optional.empty());
    }

    private Verdict verdict(ModelRef challenger) {
        return new Verdict(
                Scope.all(Target.LOAD),
                champion.model(),
                challenger,
                "t",
                1,
                0.05,
                12,
                -0.5,
                Verdict.Decision.CHALLENGER_BETTER,
                NOON.minus(HOUR),
                10,
                -0.05,
                -0.09,
                -0.01);
    }

    <T> void send(Topic<T> topic, T value, Instant at) {
        byte[] key = topic.keyOf(value).getBytes(StandardCharsets.UTF_8);
        var unused = producer.send(new ProducerRecord<>(
                topic.name(), null, at.toEpochMilli(), key, codec(topic).encode(value)));
    }

    @SuppressWarnings("unchecked") // each is kept under the name of its topic
    private <T> TopicCodec<T> codec(Topic<T> topic) {
        return (TopicCodec<T>)
                codecs.computeIfAbsent(topic.name(), name -> new TopicCodec<>(topic, platform.registry()));
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
