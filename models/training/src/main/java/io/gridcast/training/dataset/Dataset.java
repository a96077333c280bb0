package io.gridcast.training.dataset;

import io.gridcast.core.features.FeatureSchema;
import java.util.Arrays;

/**
 * Rows to learn from, in order of issue.
 *
 * @param features shape {@code [rows × F]}, row-major, in the order of the schema
 * @param targets what became known later, in the target's unit
 * @param issuedMs when each row's forecast was issued
 */
public record Dataset(FeatureSchema schema, int rows, float[] features, float[] targets, long[] issuedMs) {
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
                Arrays.copyOfRange(issuedMs, from, to));
    }

    /** A row's centre. */
    public float center(int row) {
        return features[row * schema.size() + schema.centerColumn()];
    }

    /** A row's scale. */
    public float scale(int row) {
        return features[row * schema.size() + schema.scaleColumn()];
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
