package io.gridcast.core.grid;

import java.time.Duration;
import java.time.Instant;

/**
 * Energy that passed a meter in one interval. A second reading of the same interval corrects the first. The values are not
 * checked here: absurd ones must arrive, to be set aside by name.
 *
 * @param intervalStart start of the interval
 * @param interval its length
 * @param energyKwh energy, kWh; negative is feed-in
 */
public record MeterReading(
        String meterId, Instant intervalStart, Duration interval, double energyKwh, ReadingQuality quality) {

    /** First instant after the interval. */
    public Instant intervalEnd() {
        return intervalStart.plus(interval);
    }
}
