package io.gridcast.topology.forecast;

import io.gridcast.core.baseline.Baseline;
import io.gridcast.core.baseline.Climatology;
import io.gridcast.core.baseline.SimilarDay;
import io.gridcast.core.calendar.DeliveryDay;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Knowledge;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.flow.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a forecast from the best rung that works, and the fallback rungs beside it, so that their skill is always known.
 *
 * <p>The champion comes first. Where there is none, or its output is no number, similar days take over, then climatology.
 */
final class Issuer {
    /** Model names of the rungs that are no packs; their version changes with their rules. */
    static final ModelRef SIMILAR_DAY = new ModelRef("similar-day", "1");

    static final ModelRef CLIMATOLOGY = new ModelRef("climatology", "1");

    /** How much wider than learnt the bands are while inputs are stale. */
    static final float STALE_WIDENING = 1.25f;

    private final Outbox outbox;
    private final ForecastConfig config;
    private final ForecastState state;
    private final Knowledge knowledge;
    private final Deployments deployments;
    private final FeatureMakers makers;
    private final Map<String, Fallbacks> fallbacks = new HashMap<>();
    private final Freshness freshness;
    private final Coverage coverage;

    Issuer(Outbox outbox, ForecastConfig config, ForecastState state, Knowledge knowledge, Deployments deployments) {
        this.outbox = outbox;
        this.config = config;
        this.state = state;
        this.knowledge = knowledge;
        this.deployments = deployments;
        this.makers = new FeatureMakers(knowledge);
        this.freshness = new Freshness(state);
        this.coverage = new Coverage(knowledge.windows());
    }

    /** Forecasts a load from {@code boundary} to the horizon. */
    void issueLoad(Series series, Instant boundary, long tickMs) {
        long observedUntilMs = state.loadIssues(series.seriesId()).observedUntilMs();
        Instant lastSlot = observedUntilMs == Long.MIN_VALUE
                ? Instant.EPOCH
                : Instant.ofEpochMilli(observedUntilMs).minus(series.resolution());
        List<String> late = observedUntilMs < boundary.toEpochMilli() ? List.of("load") : List.of();
        int slots = (int) (config.horizon().toMillis() / series.resolution().toMillis());
        issue(new Run(series, Target.LOAD, "MW", boundary, boundary, slots, tickMs, lastSlot, late));
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
                lastSlot,
                isLate ? List.of("price") : List.of()));
    }

    /** Forgets what was kept for a series whose master data changed. */
    void forget(String seriesId) {
        makers.forget(seriesId);
        fallbacks.keySet().removeIf(name -> name.endsWith("/" + seriesId));
    }

    private void issue(Run run) {
        Optional<Made> best = deployments.champion(run.series, run.target).flatMap(champion -> score(run, champion));
        Fallbacks fallbacks = fallbacks(run);
        var similar = Made.plain(SIMILAR_DAY, Rung.SIMILAR_DAY, run.slots);
        boolean hasSimilar = fallbacks.similarDay.forecast(run.firstSlot, run.slots, similar.quantiles);
        var climate = Made.plain(CLIMATOLOGY, Rung.CLIMATOLOGY, run.slots);
        boolean hasClimate = fallbacks.climatology.forecast(run.firstSlot, run.slots, climate.quantiles);

        Optional<Made> issued = best.or(() -> hasSimilar ? Optional.of(similar) : Optional.empty())
                .or(() -> hasClimate ? Optional.of(climate) : Optional.empty());
        issued.ifPresent(rung -> publish(run, rung));
        if (hasSimilar) {
            publishFallback(run, similar);
        }
        if (hasClimate) {
            publishFallback(run, climate);
        }
    }

    private Fallbacks fallbacks(Run run) {
        String name = run.target + "/" + run.series.seriesId();
        Fallbacks kept = fallbacks.get(name);
        if (kept == null) {
            kept = new Fallbacks(
                    new SimilarDay(run.series, run.target, knowledge.windows()),
                    new Climatology(run.series, run.target, knowledge.windows()));
            fallbacks.put(name, kept);
        }
        return kept;
    }

    private Optional<Made> score(Run run, Champion champion) {
        ServedModel model = champion.model();
        float[] matrix = makers.of(run.series, model.schema(), model.fingerprint())
                .make(run.issueTime, run.firstSlot, run.series.resolution(), run.slots);
        float[] quantiles = new float[run.slots * model.quantileLevels().length];
        model.model().score(matrix, run.slots, quantiles);
        List<String> stale = new ArrayList<>(run.late);
        stale.addAll(freshness.staleInputs(model.schema(), run.series, run.tickMs));
        publishFeatures(run, model, matrix);
        if (!allFinite(quantiles)) {
            report(run, champion);
            return Optional.empty();
        }
        if (!stale.isEmpty()) {
            widen(quantiles, model.quantileLevels(), STALE_WIDENING);
        }
        Rung rung = stale.isEmpty() ? Rung.CHAMPION : Rung.CHAMPION_STALE_INPUTS;
        return Optional.of(new Made(
                champion.ref(),
                rung,
                model.quantileLevels(),
                quantiles,
                stale,
                model.fingerprint(),
                ScoredFeatures.hashOf(matrix)));
    }

    private void publish(Run run, Made rung) {
        List<String> missing = rung.missing;
        if (rung.rung.number() > Rung.CHAMPION_STALE_INPUTS.number()) {
            missing = new ArrayList<>(run.late);
            missing.add("champion");
        }
        outbox.send(Topics.FORECASTS, forecast(run, rung, ModelRole.CHAMPION, missing), run.tickMs);
    }

    private void publishFallback(Run run, Made rung) {
        outbox.send(Topics.FORECASTS_SHADOW, forecast(run, rung, ModelRole.FALLBACK, run.late), run.tickMs);
    }

    private Forecast forecast(Run run, Made rung, ModelRole role, List<String> missing) {
        return new Forecast(
                run.series.seriesId(),
                run.target,
                run.unit,
                run.id(),
                Instant.ofEpochMilli(run.tickMs),
                run.lastSlot,
                run.series.resolution(),
                run.firstSlot,
                median(rung.levels, rung.quantiles, run.slots),
                rung.levels,
                rung.quantiles,
                rung.model,
                role,
                rung.rung,
                missing,
                run.target == Target.LOAD ? coverage.lastDay(run.series, run.issueTime) : 1,
                rung.fingerprint,
                rung.featuresHash);
    }

    private void publishFeatures(Run run, ServedModel model, float[] matrix) {
        var scored = new ScoredFeatures(
                run.series.seriesId(),
                run.target,
                run.id(),
                Instant.ofEpochMilli(run.tickMs),
                run.firstSlot,
                run.series.resolution(),
                model.fingerprint(),
                run.slots,
                model.schema().size(),
                matrix,
                ScoredFeatures.hashOf(matrix));
        outbox.send(Topics.FEATURES_SCORED, scored, run.tickMs);
    }

    private void report(Run run, Champion champion) {
        var fault = new QualityEvent(
                run.series.seriesId(),
                QualityRule.MODEL_FAULT,
                run.firstSlot,
                Double.NaN,
                Double.NaN,
                QualityAction.SET_ASIDE,
                champion.ref() + " gave values that are no numbers for run " + run.id()
                        + "; the next rung stands in. Look at its features on " + Topics.FEATURES_SCORED.name());
        outbox.send(Topics.DATA_QUALITY, fault, run.tickMs);
    }

    private static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static int medianColumn(float[] levels) {
        for (int column = 0; column < levels.length; column++) {
            if (levels[column] == 0.5f) {
                return column;
            }
        }
        throw new IllegalStateException("quantile levels hold no median");
    }

    private static float[] median(float[] levels, float[] quantiles, int slots) {
        int column = medianColumn(levels);
        float[] point = new float[slots];
        for (int row = 0; row < slots; row++) {
            point[row] = quantiles[row * levels.length + column];
        }
        return point;
    }

    private static void widen(float[] quantiles, float[] levels, float factor) {
        int median = medianColumn(levels);
        for (int from = 0; from < quantiles.length; from += levels.length) {
            float middle = quantiles[from + median];
            for (int column = 0; column < levels.length; column++) {
                quantiles[from + column] = middle + factor * (quantiles[from + column] - middle);
            }
        }
    }

    /** The rungs below the champion, kept a series and target. */
    private record Fallbacks(Baseline similarDay, Baseline climatology) {}

    /** One issue: of what, when, and how far. {@code issueTime} is the time that features count from. */
    private record Run(
            Series series,
            Target target,
            String unit,
            Instant issueTime,
            Instant firstSlot,
            int slots,
            long tickMs,
            Instant lastSlot,
            List<String> late) {
        /** The same run has the same name, whoever makes it. */
        String id() {
            return series.seriesId() + "/" + target.name().toLowerCase(Locale.ROOT) + "/"
                    + Instant.ofEpochMilli(tickMs);
        }
    }

    /** What one rung made of a run. */
    private record Made(
            ModelRef model,
            Rung rung,
            float[] levels,
            float[] quantiles,
            List<String> missing,
            String fingerprint,
            String featuresHash) {
        /** A rung without features. */
        static Made plain(ModelRef model, Rung rung, int slots) {
            float[] levels = QuantileLevels.standard();
            return new Made(model, rung, levels, new float[slots * levels.length], List.of(), "", "");
        }
    }
}
