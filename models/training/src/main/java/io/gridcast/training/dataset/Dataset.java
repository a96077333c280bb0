package io.gridcast.training.dataset;

import io.gridcast.core.features.FeatureSchema;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Rows to learn from, in order of issue.
 *
 * @param features shape {@code [rows × F]}, row-major, in the order of the schema
 * @param targets what became known later, in the target's unit
 * @param issuedMs when each row's forecast was issued
 * @param seriesIds the series of each row
 */
public record Dataset(
        FeatureSchema schema, int rows, float[] features, float[] targets, long[] issuedMs, List<String> seriesIds) {
    /** The rows issued in {@code [fromMs, toMs)}. */
    public Dataset between(long fromMs, long toMs) {
        int from = lowerBound(fromMs);
        int to = lowerBound(toMs);
        int width = schema.size();
        return new Dataset(
                schema,
                to - from,
                Arrays.copyOfRange(features, from * width, to * width),
                Arrays.copyOfRange(targets, from, to),
                Arrays.copyOfRange(issuedMs, from, to),
                seriesIds.subList(from, to));
    }

    /** A row's centre. */
    public float center(int row) {
        return features[row * schema.size() + schema.centerColumn()];
    }

    /** A row's scale. */
    public float scale(int row) {
        return features[row * schema.size() + schema.scaleColumn()];
    }

    /** Hash of features and targets, hex: the same rows give the same hash. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer row = ByteBuffer.allocate((schema.size() + 1) * Float.BYTES);
            for (int i = 0; i < rows; i++) {
                row.clear();
                row.asFloatBuffer()
                        .put(features, i * schema.size(), schema.size())
                        .put(targets[i]);
                digest.update(row);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private int lowerBound(long ms) {
        int low = 0;
        int high = rows;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (issuedMs[middle] < ms) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
