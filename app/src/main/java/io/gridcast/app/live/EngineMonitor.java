package io.gridcast.app.live;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.http.Health;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.Deployment;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.forecast.ForecastConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Watches what comes out of the engine, for metrics, health and people: the newest forecasts, what they stand on, champions, what was
 * set aside. Ages are taken on the time of the ticks, so they hold in a replay and a simulation, too.
 *
 * <p>Thread-safe.
 */
public final class EngineMonitor implements AutoCloseable {
    private static final int LAST_FORECASTS = 500;
    private static final int LAST_SCORES = 20_000;
    private static final int KEPT_TICKS = 10_000;
    private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);
    private static final int MISSED_ISSUES = 2;
    private static final String UNKNOWN_ZONE = "unknown";

    private final TopicFollower follower;
    private final MeterRegistry metrics;
    private final EngineFigures figures;
    private final ScoreFigures scores;
    private final NewestReadings readings;
    private final ForecastConfig schedule;
    private final Map<String, Forecast> newest = new TreeMap<>();
    private final Map<String, Deployment> deployments = new TreeMap<>();
    private final Map<String, String> zones = new HashMap<>();
    private final Set<String> watchedZones = new HashSet<>();
    private final Map<Integer, Instant> ticks = new HashMap<>();
    private final NavigableMap<Instant, Long> tickSeenNs = new TreeMap<>();
    private final long startNs = System.nanoTime();
    private volatile @Nullable Instant time;
    private long firstForecastNs;
    private long deadLetters;
    private long setAside;
    private long publishedNs = startNs;

    /** Starts to watch. */
    public EngineMonitor(Platform platform, GridcastConfig config, MeterRegistry metrics) {
        this.metrics = metrics;
        this.schedule = config.forecast();
        figures = new EngineFigures(metrics);
        readings = new NewestReadings(figures::tookFromReading);
        List.of(Target.LOAD, Target.PRICE).forEach(target -> figures.interval(target, schedule.interval(target)));
        scores = new ScoreFigures(metrics);
        follower = TopicFollower.start("engine-monitor", platform.cluster().client(), subscription(platform));
    }

    private Subscription subscription(Platform platform) {
        return new Subscription(platform.registry())
                .values(Topics.GRID_SERIES, (series, at) -> described(series))
                .ticks(Topics.GRID_SERIES, (partition, origin, time) -> tickSent(time))
                .values(Topics.MODELS_DEPLOYMENTS, (deployment, at) -> deployed(deployment))
                .values(Topics.FORECASTS, (forecast, at) -> issued(forecast))
                .ticks(Topics.FORECASTS, (partition, origin, time) -> ticked(partition, time))
                .newest(Topics.FORECASTS, LAST_FORECASTS)
                .values(Topics.LOAD_OBSERVED, this::observed)
                .newest(Topics.LOAD_OBSERVED, 0)
                .values(Topics.DATA_QUALITY, (event, at) -> found(event))
                .newest(Topics.DATA_QUALITY, 0)
                .values(Topics.FORECASTS_SCORES, (score, at) -> scored(score))
                .newest(Topics.FORECASTS_SCORES, LAST_SCORES)
                .values(Topics.DRIFT_EVENTS, (event, at) -> figures.drifted(event))
                .newest(Topics.DRIFT_EVENTS, 0)
                .values(Topics.MODELS_VERDICTS, (verdict, at) -> figures.judged(verdict))
                .newest(Topics.MODELS_VERDICTS, 0)
                .raw(Topics.DEAD_LETTERS, record -> deadLetter())
                .newest(Topics.DEAD_LETTERS, 0);
    }

    /** Adds the figures of Kafka Streams, and checks of health. */
    public void attach(LiveEngine live, Health health) {
        live.engine().applications().values().forEach(streams -> new KafkaStreamsMetrics(streams).bindTo(metrics));
        live.timeModels(figures::scored);
        health.checkAlive(
                "engine", () -> live.engine().failure().map(failure -> failure.what() + "; " + failure.mend()));
        health.checkStarted("applications", live.engine()::startTrouble);
        health.checkReady("applications", live.engine()::trouble);
        health.checkReady("models", live::modelTrouble);
        health.checkReady("champions", this::championTrouble);
        health.checkReady("forecasts", this::forecastTrouble);
    }

    /** The newest forecast of each series and target, by name. */
    public synchronized List<Forecast> newestForecasts() {
        return new ArrayList<>(newest.values());
    }

    /** Time as the engine knows it: the newest tick that came out of all partitions seen; empty before the first. */
    public Optional<Instant> time() {
        return Optional.ofNullable(time);
    }

    /** The newest tick that the clock has sent; empty before the first. */
    public synchronized Optional<Instant> newestTick() {
        return tickSeenNs.isEmpty() ? Optional.empty() : Optional.of(tickSeenNs.lastKey());
    }

    /** How long after the start the first forecast came; empty until then. */
    public synchronized Optional<Duration> firstForecastAfter() {
        return firstForecastNs == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(firstForecastNs - startNs));
    }

    /** Dead letters since the start. */
    public synchronized long deadLetters() {
        return deadLetters;
    }

    /** Inputs set aside since the start. */
    public synchronized long setAside() {
        return setAside;
    }

    @Override
    public void close() {
        follower.close();
    }

    private synchronized Optional<String> championTrouble() {
        boolean any = deployments.values().stream().anyMatch(Deployment::isEffective);
        return any
                ? Optional.empty()
                : Optional.of(
                        "no champion is effective, forecasts stand on similar days: deploy one (gridcast models deploy)");
    }

    synchronized Optional<String> forecastTrouble() {
        if (newest.isEmpty()) {
            return Optional.of("no forecast has been issued yet");
        }
        Map<String, Forecast> latest = new TreeMap<>();
        newest.values()
                .forEach(forecast -> latest.merge(
                        forecast.target() + " of zone " + zoneOf(forecast),
                        forecast,
                        (a, b) -> a.issuedAt().isBefore(b.issuedAt()) ? b : a));
        List<String> stale = new ArrayList<>();
        latest.forEach((what, forecast) -> {
            if (age(forecast).compareTo(schedule.interval(forecast.target()).multipliedBy(MISSED_ISSUES)) > 0) {
                stale.add(what.toLowerCase(Locale.ROOT) + " is of " + forecast.issuedAt());
            }
        });
        return stale.isEmpty() ? Optional.empty() : Optional.of("the newest forecast of " + String.join(", ", stale));
    }

    /** Against the newest tick of the clock, not that of the forecasts: where these stop, their ticks stop with them. */
    private Duration age(Forecast forecast) {
        return newestTick()
                .or(this::time)
                .map(time -> Duration.between(forecast.issuedAt(), time))
                .orElse(Duration.ZERO);
    }

    private synchronized void issued(Forecast forecast) {
        newest.put(name(forecast.seriesId(), forecast.target()), forecast);
        if (firstForecastNs == 0) {
            firstForecastNs = System.nanoTime();
        }
        figures.issued(forecast);
        Long seenNs = tickSeenNs.get(forecast.issuedAt());
        if (seenNs != null) {
            readings.issued(forecast, Duration.ofNanos(System.nanoTime() - seenNs));
        }
        watchZone(forecast.target(), zoneOf(forecast));
    }

    private synchronized void observed(ObservedLoad load, Instant at) {
        readings.observed(load, Optional.ofNullable(tickSeenNs.lowerKey(at)));
    }

    /** Gauges of a zone are the worst of its series: one that stands still is not to be hidden by those that go on. */
    private void watchZone(Target target, String zone) {
        if (zone.equals(UNKNOWN_ZONE) || !watchedZones.add(zone + " " + target)) {
            return;
        }
        gauge("gridcast.forecast.age", "Time since the newest forecast", target, zone, this::ageSeconds)
                .baseUnit("seconds")
                .register(metrics);
        gauge(
                        "gridcast.forecast.rung",
                        "Rung of the newest forecast",
                        target,
                        zone,
                        forecast -> forecast.rung().number())
                .register(metrics);
        gauge(
                        "gridcast.forecast.missing.coverage",
                        "Share of the load that was estimated",
                        target,
                        zone,
                        forecast -> 1 - forecast.dataCoverage())
                .register(metrics);
    }

    private Gauge.Builder<?> gauge(
            String name, String description, Target target, String zone, ToDoubleFunction<Forecast> figure) {
        return Gauge.builder(name, () -> largest(target, zone, figure))
                .description(description + ", of the series of the zone where it is largest")
                .tag("target", EngineFigures.word(target))
                .tag("zone", zone);
    }

    private synchronized double largest(Target target, String zone, ToDoubleFunction<Forecast> figure) {
        return newest.values().stream()
                .filter(forecast ->
                        forecast.target() == target && zoneOf(forecast).equals(zone))
                .mapToDouble(figure)
                .max()
                .orElse(Double.NaN);
    }

    private double ageSeconds(Forecast forecast) {
        return age(forecast).toMillis() / 1000.0;
    }

    private synchronized void described(Series series) {
        zones.put(series.seriesId(), series.priceZone());
        for (Target target : Target.values()) {
            if (newest.containsKey(name(series.seriesId(), target))) {
                watchZone(target, series.priceZone()); // after a start, forecasts may be read before their series
            }
        }
    }

    private static String name(String seriesId, Target target) {
        return seriesId + " " + target;
    }

    private String zoneOf(Forecast forecast) {
        return zones.getOrDefault(forecast.seriesId(), UNKNOWN_ZONE);
    }

    private synchronized void deployed(Deployment deployment) {
        deployments.put(deployment.scope().toString(), deployment);
        figures.deployed(deployment);
    }

    private synchronized void ticked(int partition, Instant ticked) {
        ticks.merge(partition, ticked, (a, b) -> a.isAfter(b) ? a : b);
        time = Collections.min(ticks.values());
        long nowNs = System.nanoTime();
        if (nowNs - publishedNs > PUBLISH_EVERY.toNanos()) {
            publishedNs = nowNs;
            scores.publish();
        }
    }

    /** Ticks of an input: what was known at one is forecast behind it. */
    private synchronized void tickSent(Instant time) {
        tickSeenNs.putIfAbsent(time, System.nanoTime());
        while (tickSeenNs.size() > KEPT_TICKS) {
            tickSeenNs.pollFirstEntry();
        }
    }

    private synchronized void scored(ForecastScore score) {
        scores.scored(score);
    }

    private synchronized void found(QualityEvent event) {
        figures.found(event);
        if (event.action() == QualityAction.SET_ASIDE) {
            setAside++;
        }
    }

    private synchronized void deadLetter() {
        deadLetters++;
        figures.deadLetter();
    }
}
