package io.gridcast.core.grid;

import io.gridcast.core.check.Checks;
import java.time.Instant;

/**
 * Says which series a meter counts towards, and when.
 *
 * @param from first instant of the assignment
 * @param to first instant no longer in it; {@link Instant#MAX} while open
 * @param minimumKw smallest plausible mean power, kW; negative where the meter may feed in
 * @param maximumKw largest plausible mean power, kW
 */
public record MeterAssignment(
        String meterId, String seriesId, Instant from, Instant to, double minimumKw, double maximumKw) {
    public MeterAssignment {
        Checks.requireText("meterId", meterId);
        Checks.requireText("seriesId", seriesId);
        Checks.require(
                from.isBefore(to), "assignment of " + meterId + " ends at " + to + ", before it begins at " + from);
        Checks.require(
                minimumKw <= maximumKw,
                "minimum of " + meterId + " is " + minimumKw + " kW, above its maximum of " + maximumKw + " kW");
    }
}
