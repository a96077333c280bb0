package io.gridcast.app.config;

import io.gridcast.core.check.Checks;
import java.time.Duration;

/**
 * How long models may take.
 *
 * @param score for one forecast ({@code models.time-limit}, default 2 s)
 * @param maxOverruns how often a model may take longer before it is taken out ({@code models.max-overruns}, default 3)
 * @param hang after which a champion is held to hang, and the instance is started again without it ({@code models.hang-limit}, default
 *     1 min)
 * @param shadowPatience after which a shadow's forecast is given up ({@code models.shadow-patience}, default 5 s)
 */
public record ModelTimeLimits(Duration score, int maxOverruns, Duration hang, Duration shadowPatience) {
    public ModelTimeLimits {
        Checks.requirePositive("models.time-limit", score);
        Checks.require(maxOverruns >= 1, "models.max-overruns is " + maxOverruns + ", must be at least 1");
        Checks.require(
                hang.compareTo(score) > 0,
                "models.hang-limit is " + hang + ", must be longer than models.time-limit (" + score + ")");
        Checks.requirePositive("models.shadow-patience", shadowPatience);
        Checks.require(
                shadowPatience.compareTo(hang) < 0,
                "models.shadow-patience is " + shadowPatience + ", must be shorter than models.hang-limit (" + hang
                        + ")");
    }

    /** The defaults. */
    public static ModelTimeLimits defaults() {
        return new ModelTimeLimits(Duration.ofSeconds(2), 3, Duration.ofMinutes(1), Duration.ofSeconds(5));
    }
}
