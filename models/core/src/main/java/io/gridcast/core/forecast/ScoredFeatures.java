package io.gridcast.core.forecast;

import io.gridcast.core.check.Checks;
import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;

/**
 * The features that a forecast was scored on.
 *
 * @param runId of the forecast
 * @param schemaFingerprint names columns, order and units
 * @param rows H, one a slot
 * @param columns F
 * @param matrix shape {@code [H × F]}, row-major; NaN is missing
 * @param hash of the matrix, hex
 */
public record ScoredFeatures(
        String seriesId,
        Target target,
        String runId,
        Instant issuedAt,
        Instant firstSlot,
        Duration resolution,
        String schemaFingerprint,
        int rows,
        int columns,
        float[] matrix,
        String hash) {
    public ScoredFeatures {
        Checks.require(
                matrix.length == rows * columns,
                "matrix holds " + matrix.length + " values, must be " + rows + " × " + columns);
    }
}
