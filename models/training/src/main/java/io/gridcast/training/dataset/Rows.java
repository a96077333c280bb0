package io.gridcast.training.dataset;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.history.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Collects rows until their targets are known. */
final class Rows {
    private final FeatureSchema schema;
    private final int width;
    private final int center;
    private final int scale;
    private final List<Issue> issues = new ArrayList<>();
    private float[] features = new float[0];
    private long[] slotMs = new long[1024];
    private int count;

    Rows(FeatureSchema schema) {
        this.schema = schema;
        this.width = schema.size();
        this.center = schema.centerColumn();
        this.scale = schema.scaleColumn();
    }

    /** Takes a row of a matrix; one without centre or scale cannot be learnt from. */
    void add(Issue issue, float[] matrix, int row, long startMs) {
        if (Float.isNaN(matrix[row * width + center]) || Float.isNaN(matrix[row * width + scale])) {
            return;
        }
        if ((count + 1) * width > features.length) {
            features = Arrays.copyOf(features, Math.max(1024 * width, features.length / width * 3 / 2 * width));
        }
        if (count == slotMs.length) {
            slotMs = Arrays.copyOf(slotMs, count * 2);
        }
        System.arraycopy(matrix, row * width, features, count * width, width);
        slotMs[count] = startMs;
        issues.add(issue);
        count++;
    }

    /** Reads the targets and drops rows that have none. */
    Dataset finish(Map<String, Window> targets) {
        float[] values = new float[count];
        long[] issuedMs = new long[count];
        List<String> seriesIds = new ArrayList<>();
        int kept = 0;
        for (int row = 0; row < count; row++) {
            Issue issue = issues.get(row);
            Window window = targets.get(issue.series().seriesId());
            float value = window == null
                    ? Float.NaN
                    : window.mean(slotMs[row], slotMs[row] + issue.resolution().toMillis());
            if (!Float.isNaN(value)) {
                System.arraycopy(features, row * width, features, kept * width, width);
                values[kept] = value;
                issuedMs[kept] = issue.issuedAt().toEpochMilli();
                seriesIds.add(issue.series().seriesId());
                kept++;
            }
        }
        return new Dataset(
                schema,
                kept,
                Arrays.copyOf(features, kept * width),
                Arrays.copyOf(values, kept),
                Arrays.copyOf(issuedMs, kept),
                seriesIds);
    }
}
