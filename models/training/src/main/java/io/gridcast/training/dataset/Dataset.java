package io.gridcast.training.dataset;

import io.gridcast.core.features.FeatureSchema;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

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

    /** @param issued accepts the times of issue, in ms, of the rows that are wanted */
    public Dataset where(LongPredicate issued) {
        return whereRow(row -> issued.test(issuedMs[row]));
    }

    /** @param wanted accepts the indices of the rows that are wanted */
    public Dataset whereRow(IntPredicate wanted) {
        int[] kept = IntStream.range(0, rows).filter(wanted).toArray();
        int width = schema.size();
        float[] keptFeatures = new float[kept.length * width];
        float[] keptTargets = new float[kept.length];
        long[] keptIssuedMs = new long[kept.length];
        List<String> keptIds = new ArrayList<>(kept.length);
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(features, kept[i] * width, keptFeatures, i * width, width);
            keptTargets[i] = targets[kept[i]];
            keptIssuedMs[i] = issuedMs[kept[i]];
            keptIds.add(seriesIds.get(kept[i]));
        }
        return new Dataset(schema, kept.length, keptFeatures, keptTargets, keptIssuedMs, keptIds);
    }

    /** The same rows with some of the columns, those of {@code part}, by their names. */
    public Dataset select(FeatureSchema part) {
        if (part.equals(schema)) {
            return this;
        }
        int[] from = part.names().stream().mapToInt(schema.names()::indexOf).toArray();
        int width = schema.size();
        float[] selected = new float[rows * from.length];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < from.length; i++) {
                selected[row * from.length + i] = features[row * width + from[i]];
            }
        }
        return new Dataset(part, rows, selected, targets, issuedMs, seriesIds);
    }

    /** Hours from a row's issue to the end of its slot; {@code otherwise} where the schema has no such column. */
    public float leadHours(int row, float otherwise) {
        int lead = schema.leadColumn();
        return lead < 0 ? otherwise : features[row * schema.size() + lead];
    }

    /** The first row issued at {@code ms} or later; the number of rows where there is none. */
    public int rowFrom(long ms) {
        return lowerBound(ms);
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
