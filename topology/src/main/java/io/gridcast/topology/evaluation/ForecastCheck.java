package io.gridcast.topology.evaluation;

import io.gridcast.core.check.Checks;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.topology.evaluation.EvaluationStores.Terms;
import java.util.Arrays;

/** Refuses forecasts that cannot be scored, whoever published them. */
final class ForecastCheck {
    private static final float MEDIAN = 0.5f;

    private ForecastCheck() {}

    /**
     * Throws what is wrong with it.
     *
     * @param terms of the runs before
     */
    static void require(Forecast forecast, Terms terms) {
        String name = "forecast " + forecast.runId() + " of " + forecast.model();
        Checks.require(forecast.horizonSlots() > 0, name + " has no slots");
        Checks.require(
                Days.HOUR_MS % forecast.resolution().toMillis() == 0,
                name + " has slots of " + forecast.resolution() + ", must divide one hour");
        float[] levels = forecast.quantileLevels();
        Checks.require(
                Arrays.binarySearch(levels, MEDIAN) >= 0,
                name + " has quantile levels " + Arrays.toString(levels) + ", must be ascending and hold 0.5");
        Checks.require(
                terms.areNew() || Arrays.equals(terms.levels(), levels),
                name + " has quantile levels " + Arrays.toString(levels) + ", but " + forecast.model() + " forecast "
                        + Arrays.toString(terms.levels()) + " before, and a version never changes; give it a new one");
        for (float value : forecast.quantiles()) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(name + " holds " + value + ", must be finite numbers");
            }
        }
    }
}
