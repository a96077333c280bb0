package io.gridcast.core.forecast;

import io.gridcast.core.check.Checks;
import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One forecast of a series, with all that a subscriber needs to trust it.
 *
 * @param runId names this run; the same inputs give the same name
 * @param unit of the values: {@code MW}, or currency per MWh such as {@code EUR/MWh}
 * @param lastSlotKnown start of the newest observed slot (load) or newest priced slot (price) that was used; {@link
 *     Instant#EPOCH} where nothing had been observed
 * @param firstSlot start of the first slot forecast
 * @param point the point forecast, length H: the quantile of level {@code pointLevel}, the median unless the model was trained for costs
 *     that are not alike ({@link OutputLevels})
 * @param quantileLevels Q levels, ascending
 * @param quantiles shape {@code [H × Q]}, row-major, rows non-decreasing
 * @param missingInputs names of inputs that were missing or stale
 * @param dataCoverage mean coverage of the loads of the last day, 0 to 1
 * @param schemaFingerprint fingerprint of the feature schema; empty for a model without features
 * @param featuresHash hash of the feature matrix; empty for a model without features
 * @param experts what it was mixed from, whoever leads first; empty where it is what {@code model} said alone
 * @param pointLevel level of {@code point}, between 0 and 1
 */
public record Forecast(
        String seriesId,
        Target target,
        String unit,
        String runId,
        Instant issuedAt,
        Instant lastSlotKnown,
        Duration resolution,
        Instant firstSlot,
        float[] point,
        float[] quantileLevels,
        float[] quantiles,
        ModelRef model,
        ModelRole role,
        Rung rung,
        List<String> missingInputs,
        double dataCoverage,
        String schemaFingerprint,
        String featuresHash,
        List<ExpertShare> experts,
        double pointLevel) {
    public Forecast {
        Checks.require(
                quantiles.length == point.length * quantileLevels.length,
                "forecast holds " + quantiles.length + " quantile values, must be " + point.length + " × "
                        + quantileLevels.length);
        Checks.require(pointLevel > 0 && pointLevel < 1, "pointLevel is " + pointLevel + ", must be between 0 and 1");
        missingInputs = List.copyOf(missingInputs);
        experts = List.copyOf(experts);
    }

    /** A forecast by one model alone, whose point is the median. */
    public Forecast(
            String seriesId,
            Target target,
            String unit,
            String runId,
            Instant issuedAt,
            Instant lastSlotKnown,
            Duration resolution,
            Instant firstSlot,
            float[] point,
            float[] quantileLevels,
            float[] quantiles,
            ModelRef model,
            ModelRole role,
            Rung rung,
            List<String> missingInputs,
            double dataCoverage,
            String schemaFingerprint,
            String featuresHash) {
        this(
                seriesId,
                target,
                unit,
                runId,
                issuedAt,
                lastSlotKnown,
                resolution,
                firstSlot,
                point,
                quantileLevels,
                quantiles,
                model,
                role,
                rung,
                missingInputs,
                dataCoverage,
                schemaFingerprint,
                featuresHash,
                List.of(),
                0.5);
    }

    /** Number of slots forecast, H. */
    public int horizonSlots() {
        return point.length;
    }

    /** Start of slot {@code row}. */
    public Instant slot(int row) {
        return firstSlot.plus(resolution.multipliedBy(row));
    }
}
