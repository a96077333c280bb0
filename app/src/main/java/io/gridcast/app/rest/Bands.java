package io.gridcast.app.rest;

import io.gridcast.core.forecast.Forecast;

/** Quantiles of a forecast by level. */
final class Bands {
    private static final double ALIKE = 1e-6;

    private Bands() {}

    /** The quantile of a level, NaN where the forecast has none. */
    static float quantile(Forecast forecast, int row, double level) {
        float[] levels = forecast.quantileLevels();
        for (int column = 0; column < levels.length; column++) {
            if (Math.abs(levels[column] - level) < ALIKE && row < forecast.horizonSlots()) {
                return forecast.quantiles()[row * levels.length + column];
            }
        }
        return Float.NaN;
    }
}
