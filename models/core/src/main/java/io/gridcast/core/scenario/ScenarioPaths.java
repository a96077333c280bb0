package io.gridcast.core.scenario;

import io.gridcast.core.check.Checks;
import io.gridcast.core.forecast.Forecast;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths of one target: path {@code i} of one target belongs to path {@code i} of the others that were drawn with it.
 *
 * @param forecast whose margins they have
 * @param values shape {@code [paths × H]}, in the forecast's unit
 */
@SuppressWarnings("ArrayRecordComponent")
public record ScenarioPaths(Forecast forecast, double[][] values) {
    /**
     * Turns levels into values.
     *
     * @param forecasts of one target each
     * @param levels shape {@code [paths × D]}, the slots of all forecasts one after the other
     */
    public static List<ScenarioPaths> of(List<Forecast> forecasts, double[][] levels) {
        int dimensions = forecasts.stream().mapToInt(Forecast::horizonSlots).sum();
        Checks.require(
                levels.length > 0 && levels[0].length == dimensions,
                "levels are of " + (levels.length == 0 ? 0 : levels[0].length) + " dimensions, forecasts of "
                        + dimensions);
        List<ScenarioPaths> all = new ArrayList<>();
        int from = 0;
        for (Forecast forecast : forecasts) {
            var curve = new QuantileCurve(forecast.quantileLevels());
            double[][] values = new double[levels.length][forecast.horizonSlots()];
            for (int path = 0; path < levels.length; path++) {
                for (int slot = 0; slot < values[path].length; slot++) {
                    values[path][slot] = curve.value(forecast.quantiles(), slot, levels[path][from + slot]);
                }
            }
            all.add(new ScenarioPaths(forecast, values));
            from += forecast.horizonSlots();
        }
        return all;
    }
}
