package io.gridcast.topology.forecast;

import io.gridcast.core.baseline.Baseline;
import io.gridcast.core.baseline.Climatology;
import io.gridcast.core.baseline.SimilarDay;
import io.gridcast.core.calendar.DeliveryDay;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Knowledge;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.RegistryException;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.forecast.Learning.Calibrated;
import io.gridcast.topology.models.ModelFaults;
import io.gridcast.topology.models.ModelRefusedException;
import io.gridcast.topology.models.ServedModel;
import io.gridcast.topology.models.StaleInputs;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/**
 * Makes a forecast from the best rung that works, and the fallback rungs beside it, so that their skill is always known.
 *
 * <p>The champion or canary comes first. Where there is none, or it throws, or its output is no number, the champion before stands in, then
 * linear autoregressions, then similar days, then climatology: within the same forecast. What leads is mixed with the other experts,
 * and its bands are calibrated; what it said on its own goes out beside it in the role of an expert.
 */
final class Issuer {
    /** Model names of the rungs that are no packs; their version changes with their rules. */
    static final ModelRef SIMILAR_DAY = SimilarDay.MODEL;

    static final ModelRef CLIMATOLOGY = new ModelRef("climatology", "1");

    /** The last step of an outlook holds as long as this; they are hourly. */
    private static final long OUTLOOK_STEP_MS = 3_600_000L;

    private final Outbox outbox;
    private final ForecastConfig config;
    private final ForecastState state;
    private final Knowledge knowledge;
    private final Deployments deployments;
    private final ModelFaults faults;
    private final FeatureMakers makers;
    private final Map<String, Fallbacks> fallbacks = new HashMap<>();
    private final Freshness freshness;
    private final Coverage coverage;
    private final RegressionExperts regressions;
    private final Learning learning;

    Issuer(
            Outbox outbox,
            ForecastConfig config,
            ForecastState state,
            Knowledge knowledge,
            Deployments deployments,
            ModelFaults faults,
            RegressionExperts regressions,
            Learning learning) {
        this.outbox = outbox;
        this.config = config;
        this.state = state;
        this.knowledge = knowledge;
        this.deployments = deployments;
        this.faults = faults;
        this.makers = new FeatureMakers(knowledge);
        this.freshness = new Freshness(state);
        this.coverage = new Coverage(knowledge.windows());
        this.regressions = regressions;
        this.learning = learning;
    }

    /** Forecasts a load from {@code boundary} to the horizon. */
    void issueLoad(Series series, Instant boundary, long tickMs) {
        long observedUntilMs = state.loadIssues(series.seriesId()).observedUntilMs();
        Instant lastSlot = observedUntilMs == Long.MIN_VALUE
                ? Instant.EPOCH
                : Instant.ofEpochMilli(observedUntilMs).minus(series.resolution());
        List<String> late = observedUntilMs < boundary.toEpochMilli() ? List.of("load") : List.of();
        int slots = (int) (config.horizon().toMillis() / series.resolution().toMillis());
        issue(new Run(
                series,
                Target.LOAD,
                "MW",
                boundary,
                boundary,
                slots,
                tickMs,
                observedUntilMs,
                outlookUntilMs(series),
                lastSlot,
                late));
    }

    /** Forecasts the prices of a delivery day. */
    void issuePrice(Series series, LocalDate day, long tickMs) {
        var delivery = new DeliveryDay(day, series.timeZone());
        String zone = series.priceZone();
        long newestMs = state.newestPricedMs(zone);
        Instant lastSlot = newestMs == Long.MIN_VALUE ? Instant.EPOCH : Instant.ofEpochMilli(newestMs);
        boolean isLate = lastSlot.plus(Duration.ofHours(1)).isBefore(delivery.start());
        Instant hour = Instant.ofEpochMilli(
                tickMs - Math.floorMod(tickMs, config.every().toMillis()));
        issue(new Run(
                series,
                Target.PRICE,
                state.currency(zone) + "/MWh",
                hour,
                delivery.start(),
                delivery.slots(series.resolution()),
                tickMs,
                newestMs == Long.MIN_VALUE ? newestMs : newestMs + 1,
                outlookUntilMs(series),
                lastSlot,
                isLate ? List.of("price") : List.of()));
    }

    private long outlookUntilMs(Series series) {
        long newestMs = state.priceIssues(series.priceZone()).outlookUntilMs();
        return newestMs == Long.MIN_VALUE ? newestMs : newestMs + OUTLOOK_STEP_MS;
    }

    /** Forgets what was kept for a series whose master data changed. */
    void forget(String seriesId) {
        makers.forget(seriesId);
        regressions.forget(seriesId);
        fallbacks.keySet().removeIf(name -> name.endsWith("/" + seriesId));
    }

    private void issue(Run run) {
        learning.learn(run);
        Set<String> published = new HashSet<>();
        var experts = new Experts();
        Optional<Made> best = best(run, published);
        best.ifPresent(made -> experts.add(Experts.LEAD, made));
        for (Server server : deployments.experts(run.series(), run.target())) {
            score(run, server, published).ifPresent(made -> {
                experts.add(made.model().modelId(), made);
                publishBeside(run, made, ModelRole.EXPERT, made.missing());
            });
        }
        Optional<Made> linear = linear(run, experts);
        Optional<Made> kernel = kernel(run);
        kernel.ifPresent(made -> experts.add(made.model().modelId(), made));
        Fallbacks fallbacks = fallbacks(run);
        Optional<Made> similar = fallback(run, SIMILAR_DAY, Rung.SIMILAR_DAY, fallbacks.similarDay);
        similar.ifPresent(made -> experts.add(SIMILAR_DAY.modelId(), made));
        Optional<Made> climate = fallback(run, CLIMATOLOGY, Rung.CLIMATOLOGY, fallbacks.climatology);

        Optional<Calibrated> below = similar.map(made -> learning.calibrate(run, made));
        Optional<Calibrated> lowest = climate.map(made -> learning.calibrate(run, made));
        Optional<Calibrated> lead = best.or(() -> linear)
                .map(made -> learning.calibrate(run, learning.mix(run, made, experts)))
                .or(() -> below)
                .or(() -> lowest);
        lead.ifPresent(rung -> publish(run, rung.issued()));
        if (learning.isOn()) {
            best.ifPresent(made -> publishBeside(run, made, ModelRole.EXPERT, made.missing()));
        }
        linear.ifPresent(made -> publishBeside(run, made, ModelRole.EXPERT, run.late()));
        kernel.ifPresent(made -> publishBeside(run, made, ModelRole.EXPERT, run.late()));
        Stream.of(below, lowest)
                .flatMap(Optional::stream)
                .forEach(rung -> publishBeside(run, rung.issued(), ModelRole.FALLBACK, run.late()));
        learning.keep(
                run,
                experts,
                Stream.of(lead, below, lowest)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList());
    }

    private static Optional<Made> fallback(Run run, ModelRef model, Rung rung, Baseline baseline) {
        Made made = Made.plain(model, ModelRole.FALLBACK, rung, run.slots());
        boolean hasForecast = baseline.forecast(run.firstSlot(), run.slots(), made.quantiles());
        return hasForecast ? Optional.of(made) : Optional.empty();
    }

    /** The plain mean of the linear autoregressions, each of which is an expert. */
    private Optional<Made> linear(Run run, Experts experts) {
        List<PendingRun.Expert> windows = learning.mixes() ? regressions.of(run) : List.of();
        if (windows.isEmpty()) {
            return Optional.empty();
        }
        windows.forEach(expert -> experts.add(expert, new ModelRef(expert.name(), RegressionExperts.MEAN.version())));
        Made mean = Made.plain(RegressionExperts.MEAN, ModelRole.CHAMPION, Rung.STAND_IN, run.slots());
        RegressionExperts.mean(windows, mean.quantiles());
        return Optional.of(mean);
    }

    /** The Gaussian process of a price. */
    private Optional<Made> kernel(Run run) {
        return (learning.mixes() ? regressions.kernel(run) : Optional.<float[]>empty())
                .map(quantiles -> Made.plain(RegressionExperts.KERNEL, ModelRole.EXPERT, Rung.STAND_IN, run.slots())
                        .with(quantiles));
    }

    /** What the first of the series' models makes that does not fail. */
    private Optional<Made> best(Run run, Set<String> published) {
        for (Server server : deployments.servers(run.series(), run.target(), run.tickMs())) {
            Optional<Made> made = score(run, server, published);
            if (made.isPresent()) {
                return made;
            }
        }
        return Optional.empty();
    }

    private Fallbacks fallbacks(Run run) {
        String name = run.target() + "/" + run.series().seriesId();
        Fallbacks kept = fallbacks.get(name);
        if (kept == null) {
            kept = new Fallbacks(
                    new SimilarDay(run.series(), run.target(), knowledge.windows()),
                    new Climatology(run.series(), run.target(), knowledge.windows()));
            fallbacks.put(name, kept);
        }
        return kept;
    }

    /** @param published fingerprints of the matrices of this run that are out already; gets this model's */
    private Optional<Made> score(Run run, Server server, Set<String> published) {
        try {
            ServedModel model = deployments.model(server.model());
            float[] matrix = makers.of(run.series(), model.schema(), model.fingerprint())
                    .make(run.issueTime(), run.firstSlot(), run.series().resolution(), run.slots());
            String hash = ScoredFeatures.hashOf(matrix);
            List<String> stale = new ArrayList<>(run.late());
            stale.addAll(freshness.staleInputs(model.schema(), run.series(), run.tickMs()));
            if (published.add(model.fingerprint())) {
                publishFeatures(run, model, matrix, hash, stale);
            }
            float[] outputs = new float[run.slots() * model.quantileLevels().length];
            model.model().score(matrix, run.slots(), outputs);
            int bad = Quantiles.firstNotFinite(outputs, run.slots(), model.quantileLevels().length);
            if (bad < 0) {
                return Optional.of(made(server, model, outputs, stale, hash));
            }
            report(run, server, "gave values that are no numbers for slot " + bad + " of run " + run.id());
        } catch (KafkaException | RegistryException notTheModelsFault) {
            throw notTheModelsFault;
        } catch (ModelRefusedException refused) {
            report(run, server, "must not be used: " + refused.what());
        } catch (RuntimeException thrown) {
            report(run, server, "failed on run " + run.id() + ": " + thrown);
        }
        return Optional.empty();
    }

    private static Made made(Server server, ServedModel model, float[] outputs, List<String> stale, String hash) {
        if (!stale.isEmpty()) {
            Quantiles.widen(model.quantileLevels(), outputs, StaleInputs.WIDENING);
        }
        ServedModel.Answer answer = model.answer(outputs);
        Rung rung = server.isStandIn() ? Rung.STAND_IN : stale.isEmpty() ? Rung.CHAMPION : Rung.CHAMPION_STALE_INPUTS;
        return new Made(
                server.model().model(),
                server.role(),
                rung,
                answer.levels(),
                answer.quantiles(),
                model.pointLevel() == 0.5 ? Optional.empty() : Optional.of(answer.point()),
                stale,
                model.fingerprint(),
                hash,
                List.of());
    }

    private void publish(Run run, Made rung) {
        List<String> missing = rung.missing();
        if (rung.rung().number() > Rung.CHAMPION_STALE_INPUTS.number()) {
            missing = new ArrayList<>(rung.rung() == Rung.STAND_IN ? rung.missing() : run.late());
            missing.add("champion");
        }
        ModelRole role = rung.role() == ModelRole.FALLBACK ? ModelRole.CHAMPION : rung.role();
        outbox.send(Topics.FORECASTS, forecast(run, rung, role, missing), run.tickMs());
    }

    private void publishBeside(Run run, Made made, ModelRole role, List<String> missing) {
        outbox.send(Topics.FORECASTS_SHADOW, forecast(run, made, role, missing), run.tickMs());
    }

    private Forecast forecast(Run run, Made rung, ModelRole role, List<String> missing) {
        return new Forecast(
                run.series().seriesId(),
                run.target(),
                run.unit(),
                run.id(),
                Instant.ofEpochMilli(run.tickMs()),
                run.lastSlot(),
                run.series().resolution(),
                run.firstSlot(),
                rung.points().values(),
                rung.levels(),
                rung.quantiles(),
                rung.model(),
                role,
                rung.rung(),
                missing,
                coverage(run),
                rung.fingerprint(),
                rung.featuresHash(),
                rung.experts(),
                rung.points().level());
    }

    private double coverage(Run run) {
        return run.target() == Target.LOAD ? coverage.lastDay(run.series(), run.issueTime()) : 1;
    }

    private void publishFeatures(Run run, ServedModel model, float[] matrix, String hash, List<String> stale) {
        var scored = new ScoredFeatures(
                run.series().seriesId(),
                run.target(),
                run.id(),
                Instant.ofEpochMilli(run.tickMs()),
                run.firstSlot(),
                run.series().resolution(),
                model.fingerprint(),
                run.slots(),
                model.schema().size(),
                matrix,
                hash,
                run.unit(),
                run.lastSlot(),
                stale,
                coverage(run));
        outbox.send(Topics.FEATURES_SCORED, scored, run.tickMs());
    }

    private void report(Run run, Server server, String what) {
        faults.report(
                server.scope(),
                server.model(),
                server.takenOutBy(),
                run.series().seriesId(),
                run.firstSlot(),
                what + "; the next rung stands in",
                run.tickMs());
    }

    /** The rungs below the champion, kept a series and target. */
    private record Fallbacks(Baseline similarDay, Baseline climatology) {}
}
