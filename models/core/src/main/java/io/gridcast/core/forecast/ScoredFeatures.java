package io.gridcast.core.forecast;

import io.gridcast.core.check.Checks;
import io.gridcast.core.grid.Target;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * The features that a forecast was scored on.
 *
 * @param runId of the forecast
 * @param schemaFingerprint names columns, order and units
 * @param rows H, one a slot
 * @param columns F
 * @param matrix shape {@code [H × F]}, row-major; NaN is missing
 * @param hash of the matrix, hex
 * @param unit of the forecast, as {@link Forecast#unit}; with the following, so that another model's forecast from the same matrix
 *     says as much as the champion's
 * @param lastSlotKnown as {@link Forecast#lastSlotKnown}
 * @param missingInputs as {@link Forecast#missingInputs}
 * @param dataCoverage as {@link Forecast#dataCoverage}
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
        String hash,
        String unit,
        Instant lastSlotKnown,
        List<String> missingInputs,
        double dataCoverage) {
    private static final int HASH_BYTES = 16;

    public ScoredFeatures {
        Checks.require(
                matrix.length == rows * columns,
                "matrix holds " + matrix.length + " values, must be " + rows + " × " + columns);
        missingInputs = List.copyOf(missingInputs);
    }

    /** Hash of a matrix: the first 32 hex digits of the SHA-256 of its floats, big-endian. */
    public static String hashOf(float[] matrix) {
        ByteBuffer bytes = ByteBuffer.allocate(matrix.length * Float.BYTES);
        bytes.asFloatBuffer().put(matrix);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
