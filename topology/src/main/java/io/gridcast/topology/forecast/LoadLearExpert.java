package io.gridcast.topology.forecast;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.features.Decay;
import io.gridcast.core.features.FeatureMaker;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.ChannelKey;
import io.gridcast.core.history.Channels;
import io.gridcast.core.history.Window;
import io.gridcast.core.history.Windows;
import io.gridcast.core.linear.LoadLear;
import io.gridcast.topology.forecast.LearntStates.Curve;
import io.gridcast.topology.forecast.PendingRun.Expert;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The linear autoregression of a zone's load. It is estimated anew once a day, as soon as a new outlook is out, and when new weather is forecast
 * that the estimate of some hours ago did not know; until then the same curve is said again at each issue, moved by its last error, which decays with
 * lead time.
 */
final class LoadLearExpert {
    static final String NAME = RegressionExperts.MEAN.modelId();

    private static final String OUTLOOK_OF_LOAD = "load";
    private static final String TEMPERATURE = "temperature_c";
    private static final long HOUR_MS = 3_600_000L;
    private static final long DAY_MS = 24 * HOUR_MS;
    /** Weather comes as often as each hour, and an estimate takes up to a fifth of a second. */
    private static final long WEATHER_AFTER_MS = 6 * HOUR_MS;

    /** What moves loads of heating and cooling, and of sun and wind behind the meter. */
    private static final List<String> WEATHER = List.of("temperature", "irradiance", "wind_speed");

    private static final int LEVELS = QuantileLevels.COUNT;

    private final ForecastState state;
    private final Windows windows;
    private final LearntStates states;
    private final Map<String, Known> known = new HashMap<>();

    LoadLearExpert(ForecastState state, Windows windows, LearntStates states) {
        this.state = state;
        this.windows = windows;
        this.states = states;
    }

    /** What it expects; empty for a part of a zone, for slots longer than an hour, or where too little is known. */
    Optional<Expert> of(Run run) {
        Series series = run.series();
        boolean isItsKind = run.target() == Target.LOAD
                && series.isWholeZone()
                && series.resolution().compareTo(Duration.ofHours(1)) <= 0;
        return isItsKind ? curve(run).flatMap(curve -> from(curve, run)) : Optional.empty();
    }

    /** Forgets what was kept for a series whose master data changed. */
    void forget(String seriesId) {
        known.remove(seriesId);
    }

    private Optional<Curve> curve(Run run) {
        Optional<Curve> before = states.curve(run);
        long nowMs = run.firstSlot().toEpochMilli();
        boolean isOld = before.isEmpty()
                || nowMs - before.get().fromMs() >= DAY_MS
                || run.said().outlookUntilMs() > before.get().outlookUntilMs()
                || nowMs - before.get().fromMs() >= WEATHER_AFTER_MS
                        && weatherMs(run.series()) > before.get().fromMs();
        if (!isOld || nowMs % HOUR_MS != 0 || run.knownUntilMs() < nowMs) {
            return before;
        }
        float[] quantiles = new float[LoadLear.HOURS * LEVELS];
        boolean isEstimated = lear(run.series()).forecast(nowMs, quantiles)
                && Quantiles.firstNotFinite(quantiles, LoadLear.HOURS, LEVELS) < 0;
        if (!isEstimated) {
            return before;
        }
        var curve = new Curve(nowMs, run.said().outlookUntilMs(), quantiles);
        states.putCurve(run, curve);
        return Optional.of(curve);
    }

    /** The run's slots of the curve, between the middles of its hours; empty where the curve does not reach to the end of the run. */
    private Optional<Expert> from(Curve curve, Run run) {
        long resolutionMs = run.series().resolution().toMillis();
        long firstMs = run.firstSlot().toEpochMilli();
        if (firstMs + run.slots() * resolutionMs > curve.fromMs() + LoadLear.HOURS * HOUR_MS) {
            return Optional.empty();
        }
        double error = lastError(curve, run);
        float[] quantiles = new float[run.slots() * LEVELS];
        for (int row = 0; row < run.slots(); row++) {
            long middleMs = firstMs + row * resolutionMs + resolutionMs / 2;
            double lead = (middleMs - firstMs) / (double) HOUR_MS;
            double move = error * Decay.ofOutlookError(lead);
            for (int level = 0; level < LEVELS; level++) {
                quantiles[row * LEVELS + level] = (float) (curve.at(middleMs, level) + move);
            }
        }
        return Optional.of(new Expert(NAME, quantiles));
    }

    /** By how much the last hour was beyond the curve; 0 where that is not known, or the curve begins now. */
    private double lastError(Curve curve, Run run) {
        long untilMs = Math.min(run.knownUntilMs(), run.firstSlot().toEpochMilli());
        if (untilMs - HOUR_MS < curve.fromMs()) {
            return 0;
        }
        Window load = windows.of(FeatureMaker.targetKey(Target.LOAD, run.series()));
        float observed = load.mean(untilMs - HOUR_MS, untilMs);
        return Float.isNaN(observed) ? 0 : observed - curve.at(untilMs - HOUR_MS / 2, QuantileLevels.MEDIAN);
    }

    private long weatherMs(Series series) {
        return state.pulse(Feed.WEATHER_FORECAST, series.weatherZone())
                .map(FeedPulse::lastRunMs)
                .orElse(Long.MIN_VALUE);
    }

    private LoadLear lear(Series series) {
        String outlook = state.outlooks(series.priceZone()).stream()
                .filter(variable -> variable.startsWith(OUTLOOK_OF_LOAD))
                .findFirst()
                .orElse(OUTLOOK_OF_LOAD);
        List<String> weather = state.weather(series.weatherZone()).stream()
                .filter(variable -> WEATHER.stream().anyMatch(variable::startsWith))
                .toList();
        Known kept = known.get(series.seriesId());
        if (kept == null || !kept.outlook.equals(outlook) || !kept.weather.equals(weather)) {
            kept = new Known(
                    outlook,
                    weather,
                    new LoadLear(
                            new LocalDays(series.timeZone(), series.holidayRegion()),
                            windows.of(FeatureMaker.targetKey(Target.LOAD, series)),
                            windows.of(ChannelKey.zone(series.priceZone(), Channels.outlook(outlook))),
                            windows.of(ChannelKey.zone(series.weatherZone(), Channels.observed(TEMPERATURE))),
                            weather.stream()
                                    .map(variable -> windows.of(
                                            ChannelKey.zone(series.weatherZone(), Channels.forecast(variable))))
                                    .toList()));
            known.put(series.seriesId(), kept);
        }
        return kept.lear;
    }

    /** A model, and the outlook and weather that it was made for. */
    private record Known(String outlook, List<String> weather, LoadLear lear) {}
}
