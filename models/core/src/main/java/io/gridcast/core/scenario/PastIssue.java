package io.gridcast.core.scenario;

import io.gridcast.core.forecast.Forecast;
import java.util.Optional;

/** Where what happened lay within a past forecast. */
public final class PastIssue {
    private PastIssue() {}

    /** What happened. */
    @FunctionalInterface
    public interface Outcome {
        /** The value of a slot; NaN where it is not known. */
        float of(long slotMs);
    }

    /**
     * The level of each slot's outcome within the forecast; empty where one is not known yet, or never was.
     *
     * @param slots as many as are wanted: a day with a clock change may have had fewer, then its last one stands for those missing
     */
    public static Optional<float[]> levels(Forecast past, int slots, Outcome outcome) {
        var curve = new QuantileCurve(past.quantileLevels());
        float[] levels = new float[slots];
        for (int slot = 0; slot < slots; slot++) {
            int row = Math.min(slot, past.horizonSlots() - 1);
            float value = outcome.of(past.slot(row).toEpochMilli());
            if (Float.isNaN(value)) {
                return Optional.empty();
            }
            levels[slot] = (float) curve.level(past.quantiles(), row, value);
        }
        return Optional.of(levels);
    }
}
