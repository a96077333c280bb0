package io.gridcast.training.neural;

import io.gridcast.training.dataset.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples of a target: one an issue, series and local day, in order of issue.
 *
 * @param rows the features of each, those of its first slot
 * @param wanted y of {@code centre + scale × y}, shape {@code [samples × 24]}, by hour on the clock; NaN where it is not known
 * @param issuedMs when each was issued
 */
@SuppressWarnings("ArrayRecordComponent")
record SequenceSamples(float[][] rows, float[][] wanted, long[] issuedMs) {
    /** Gathers the rows of each issue and local day; of several slots an hour each becomes a sample of its own. */
    static SequenceSamples of(Dataset data, SequenceColumns columns) {
        List<float[]> rows = new ArrayList<>();
        List<float[]> wanted = new ArrayList<>();
        List<Long> issued = new ArrayList<>();
        int width = columns.width();
        float[] features = data.features();
        for (int row = 0; row < data.rows(); row++) {
            int from = row * width;
            int hour = (int) features[from + columns.hour()];
            float y = (data.targets()[row] - data.center(row)) / data.scale(row);
            boolean isNew =
                    row == 0 || !isSameDay(data, columns, row) || !Float.isNaN(wanted.get(wanted.size() - 1)[hour]);
            if (isNew) {
                rows.add(Arrays.copyOfRange(features, from, from + width));
                float[] day = new float[DayColumns.HOURS];
                Arrays.fill(day, Float.NaN);
                wanted.add(day);
                issued.add(data.issuedMs()[row]);
            }
            wanted.get(wanted.size() - 1)[hour] = y;
        }
        return new SequenceSamples(
                rows.toArray(float[][]::new),
                wanted.toArray(float[][]::new),
                issued.stream().mapToLong(Long::longValue).toArray());
    }

    /** Whether a row is of the same issue and local day as the one before: there, hours of the clock go as those of the lead do. */
    private static boolean isSameDay(Dataset data, SequenceColumns columns, int row) {
        float[] features = data.features();
        int from = row * columns.width();
        int before = from - columns.width();
        float hours = features[from + columns.hour()] - features[before + columns.hour()];
        float leads = features[from + columns.lead()] - features[before + columns.lead()];
        return data.issuedMs()[row] == data.issuedMs()[row - 1]
                && data.seriesIds().get(row).equals(data.seriesIds().get(row - 1))
                && Math.abs(hours - leads) < 2;
    }

    int size() {
        return rows.length;
    }
}
