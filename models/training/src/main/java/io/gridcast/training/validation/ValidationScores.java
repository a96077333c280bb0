package io.gridcast.training.validation;

import io.gridcast.core.drift.ExpectedError;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.Target;
import io.gridcast.core.score.LeadBucket;
import io.gridcast.core.score.LeadBuckets;
import io.gridcast.core.score.ScoreSums;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds errors up over folds, by the rules that live forecasts are scored by, and names them for the manifest.
 *
 * <p>With the unit {@code mw} or {@code per_mwh} (currency per MWh) for U: {@code mae_U}, {@code rmse_U}, {@code bias_U}, {@code
 * pinball_U}, {@code crps_U}, {@code mape} (load), {@code cover_50}, {@code cover_80}, {@code cover_90} over all; {@code
 * mae_U/lead/1-24} by lead bucket in hours; {@code mae_U/series/ID} and {@code rmse_U/series/ID} by series, for load over the next 24 h;
 * {@code log_mae/series/ID} and {@code log_mae_deviation/series/ID}, mean and deviation of the natural logarithm of a UTC day's mean
 * absolute error ({@link ExpectedError}); {@code below/0.05} the share of observations below the quantile of that level.
 * Where forecasting too little costs more than too much: {@code cost_U} what the point forecast costs a slot, in units of what a MW too
 * much costs, and {@code cost_U/median} what the median would.
 */
public final class ValidationScores {
    /** With more series than these, errors by series would make manifests large. */
    private static final int MOST_SERIES = 256;

    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final ModelRef ANY = new ModelRef("validated", "1");

    private final Target target;
    private final double underCosts;
    private double costOfPoints;
    private double costOfMedians;
    private final float[] levels = QuantileLevels.standard();
    private final long[] below = new long[levels.length];
    private final ScoreSums all;
    private final Map<LeadBucket, ScoreSums> byLead = new LinkedHashMap<>();
    private final Map<String, ScoreSums> bySeries = new TreeMap<>();
    private final Map<String, Map<Long, ScoreSums>> byDay = new TreeMap<>();

    /** @param underCosts how many times as much it costs to forecast too little as too much */
    ValidationScores(Target target, double underCosts) {
        this.target = target;
        this.underCosts = underCosts;
        this.all = new ScoreSums(target, levels);
        LeadBuckets.of(target).forEach(bucket -> byLead.put(bucket, new ScoreSums(target, levels)));
    }

    /** What the names of errors in a target's unit end with. */
    public static String unit(Target target) {
        return target == Target.LOAD ? "_mw" : "_per_mwh";
    }

    /** @param issuedMs when the forecast was issued; the slot ends {@code leadHours} later */
    void add(String seriesId, long issuedMs, int leadHours, float[] quantiles, int row, double observed) {
        add(all, quantiles, row, observed);
        costOfMedians += cost(quantiles[row * levels.length + QuantileLevels.MEDIAN], observed);
        byLead.forEach((bucket, sums) -> {
            if (bucket.holds(leadHours)) {
                add(sums, quantiles, row, observed);
            }
        });
        if (target == Target.PRICE || LeadBuckets.DAY_AHEAD_LOAD.holds(leadHours)) {
            add(bySeries.computeIfAbsent(seriesId, id -> new ScoreSums(target, levels)), quantiles, row, observed);
            long day = Math.floorDiv(issuedMs + (leadHours - 1) * HOUR_MS, DAY_MS);
            Map<Long, ScoreSums> days = byDay.computeIfAbsent(seriesId, id -> new TreeMap<>());
            add(days.computeIfAbsent(day, any -> new ScoreSums(target, levels)), quantiles, row, observed);
        }
        for (int q = 0; q < levels.length; q++) {
            if (observed < quantiles[row * levels.length + q]) {
                below[q]++;
            }
        }
    }

    /** The value that the row added last put forward. */
    void addPoint(float point, double observed) {
        costOfPoints += cost(point, observed);
    }

    private double cost(float forecast, double observed) {
        return observed > forecast ? underCosts * (observed - forecast) : forecast - observed;
    }

    private static void add(ScoreSums sums, float[] quantiles, int row, double observed) {
        sums.add(quantiles, row, observed, Double.NaN, Double.NaN);
    }

    SortedMap<String, Double> metrics() {
        SortedMap<String, Double> metrics = new TreeMap<>();
        if (all.n() == 0) {
            return metrics;
        }
        String unit = unit(target);
        ForecastScore score = score(all);
        metrics.put("mae" + unit, score.mae());
        metrics.put("rmse" + unit, score.rmse());
        metrics.put("bias" + unit, score.bias());
        metrics.put("pinball" + unit, score.pinball());
        metrics.put("crps" + unit, score.crps());
        metrics.put("mape", score.mape());
        metrics.put("cover_50", score.cover50());
        metrics.put("cover_80", score.cover80());
        metrics.put("cover_90", score.cover90());
        if (underCosts != 1) {
            metrics.put("cost" + unit, costOfPoints / all.n());
            metrics.put("cost" + unit + "/median", costOfMedians / all.n());
        }
        byLead.forEach((bucket, sums) -> {
            if (sums.n() > 0) {
                metrics.put(
                        "mae" + unit + "/lead/" + bucket.fromHours() + "-" + bucket.toHours(),
                        score(sums).mae());
            }
        });
        if (bySeries.size() <= MOST_SERIES) {
            bySeries.forEach((series, sums) -> {
                metrics.put("mae" + unit + "/series/" + series, score(sums).mae());
                metrics.put("rmse" + unit + "/series/" + series, score(sums).rmse());
                expected(byDay.getOrDefault(series, Map.of())).ifPresent(error -> error.tell(series, metrics));
            });
        }
        for (int q = 0; q < levels.length; q++) {
            metrics.put(String.format(java.util.Locale.ROOT, "below/%.2f", levels[q]), (double) below[q] / all.n());
        }
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return metrics;
    }

    private static Optional<ExpectedError> expected(Map<Long, ScoreSums> days) {
        return ExpectedError.of(
                days.values().stream().mapToDouble(day -> score(day).mae()).toArray());
    }

    private static ForecastScore score(ScoreSums sums) {
        return sums.score("all", ANY, ModelRole.CHAMPION, LocalDate.EPOCH, LeadBuckets.DAY_AHEAD_LOAD, 0);
    }
}
