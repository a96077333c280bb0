package io.gridcast.core.baseline;

import java.time.Instant;

/** A forecast of one series and target from its windows alone. One thread at a time. */
public interface Baseline {
    /**
     * Forecasts consecutive slots from what is known now.
     *
     * @param firstSlot start of the first slot
     * @param slots how many, H
     * @param quantiles receives shape {@code [H × Q]} at {@link io.gridcast.core.forecast.QuantileLevels}, rows non-decreasing
     * @return whether every slot has a forecast; {@code quantiles} is without meaning otherwise
     */
    boolean forecast(Instant firstSlot, int slots, float[] quantiles);
}
