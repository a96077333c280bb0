package io.gridcast.app.live;

import io.gridcast.core.drift.Detector;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.core.model.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What comes out of the engine, counted for Prometheus. A figure is by target, zone, model, rule and the like, never by series or meter, so
 * that a million meters make no more of them than ten. What may happen seldom is there with 0 from the beginning, for a rate of it.
 *
 * <p>For one thread, but for {@link #scored}.
 */
final class EngineFigures {
    private final MeterRegistry metrics;
    private final Timer latency;
    private final Timer wait;
    private final Map<String, Optional<DeployedModel>> champions = new HashMap<>();
    private final Map<String, Timer> scoring = new ConcurrentHashMap<>();

    EngineFigures(MeterRegistry metrics) {
        this.metrics = metrics;
        latency = histogram(
                "gridcast.forecast.latency",
                "From the newest reading that a load forecast is made of to the forecast on its topic, at most",
                Duration.ofMillis(500),
                // A reading waits for its tick, up to a second live; what the engine needs itself comes on top of that.
                Duration.ofSeconds(1),
                Duration.ofMillis(1_050),
                Duration.ofMillis(1_100),
                Duration.ofMillis(1_200),
                Duration.ofMillis(1_500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Duration.ofHours(6),
                Duration.ofDays(1));
        wait = histogram(
                "gridcast.forecast.wait",
                "From the end of the last slot whose load is known to the issue, on the time of the ticks",
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Duration.ofHours(6),
                Duration.ofDays(1));
        beginAtZero();
    }

    /** How often forecasts of a target are to be issued: what their age is judged by. */
    void interval(Target target, Duration every) {
        Gauge.builder("gridcast.forecast.interval", () -> every.toMillis() / 1000.0)
                .description("How often a forecast is issued")
                .baseUnit("seconds")
                .tag("target", word(target))
                .register(metrics);
    }

    private Timer histogram(String name, String description, Duration... bounds) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(bounds)
                .register(metrics);
    }

    private void beginAtZero() {
        for (Target target : Target.values()) {
            swaps(target, 0);
            for (Detector detector : Detector.values()) {
                drift(detector.word(), target, 0);
            }
        }
        for (Verdict.Decision decision : Verdict.Decision.values()) {
            verdicts(decision, 0);
        }
        for (QualityRule rule : QualityRule.values()) {
            quality(rule, QualityAction.SET_ASIDE, 0);
        }
        deadLetters(0);
        missing("none", 0);
    }

    void issued(Forecast forecast) {
        metrics.counter(
                        "gridcast.forecasts.issued",
                        "target",
                        word(forecast.target()),
                        "rung",
                        Integer.toString(forecast.rung().number()))
                .increment();
        forecast.missingInputs().forEach(input -> missing(input, 1));
        if (forecast.target() == Target.LOAD) {
            Duration waited =
                    Duration.between(forecast.lastSlotKnown().plus(forecast.resolution()), forecast.issuedAt());
            wait.record(waited.isNegative() ? Duration.ZERO : waited);
        }
    }

    /** A load forecast has come this long after the newest reading that it is made of. */
    void tookFromReading(Duration took) {
        latency.record(took);
    }

    /** A model has scored all slots of a forecast. Thread-safe. */
    void scored(DeployedModel model, long tookNs) {
        scoring.computeIfAbsent(
                        model.model().toString(),
                        name -> Timer.builder("gridcast.model.scoring")
                                .description("Time that a model takes for all slots of a forecast")
                                .tag("model", name)
                                .register(metrics))
                .record(Duration.ofNanos(tookNs));
    }

    void deployed(Deployment deployment) {
        if (!deployment.isEffective()) {
            return;
        }
        Optional<DeployedModel> before = champions.put(deployment.scope().toString(), deployment.champion());
        if (before != null && before.isPresent() && !before.equals(deployment.champion())) {
            swaps(deployment.scope().target(), 1);
        }
    }

    void drifted(DriftEvent event) {
        drift(event.detector(), event.target(), 1);
    }

    void judged(Verdict verdict) {
        verdicts(verdict.decision(), 1);
    }

    void found(QualityEvent event) {
        quality(event.rule(), event.action(), 1);
    }

    void deadLetter() {
        deadLetters(1);
    }

    private void swaps(Target target, int more) {
        metrics.counter("gridcast.model.swaps", "target", word(target)).increment(more);
    }

    private void drift(String detector, Target target, int more) {
        metrics.counter("gridcast.drift.events", "detector", detector, "target", word(target))
                .increment(more);
    }

    private void verdicts(Verdict.Decision decision, int more) {
        metrics.counter("gridcast.verdicts", "decision", word(decision)).increment(more);
    }

    private void quality(QualityRule rule, QualityAction action, int more) {
        metrics.counter("gridcast.quality.events", "rule", word(rule), "action", word(action))
                .increment(more);
    }

    private void missing(String input, int more) {
        metrics.counter("gridcast.forecast.missing.inputs", "input", input).increment(more);
    }

    private void deadLetters(int more) {
        metrics.counter("gridcast.dead.letters").increment(more);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
