package io.gridcast.training.neural;

import io.gridcast.training.dataset.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One sample a delivery day and series, in order of issue.
 *
 * @param rows the features of each day, those of its first slot
 * @param prices of each day, shape {@code [days × 24]}, by hour on the clock; NaN where it is not known
 * @param issuedMs when each day's forecast was issued
 */
@SuppressWarnings("ArrayRecordComponent")
record DaySamples(float[][] rows, float[][] prices, long[] issuedMs) {
    /** Gathers the rows of each issue. */
    static DaySamples of(Dataset data, DayColumns columns) {
        List<float[]> rows = new ArrayList<>();
        List<float[]> prices = new ArrayList<>();
        List<Long> issued = new ArrayList<>();
        for (int row = 0; row < data.rows(); row++) {
            int from = row * columns.width();
            boolean isNew = row == 0
                    || data.issuedMs()[row] != data.issuedMs()[row - 1]
                    || !data.seriesIds().get(row).equals(data.seriesIds().get(row - 1));
            if (isNew) {
                rows.add(Arrays.copyOfRange(data.features(), from, from + columns.width()));
                float[] day = new float[DayColumns.HOURS];
                Arrays.fill(day, Float.NaN);
                prices.add(day);
                issued.add(data.issuedMs()[row]);
            }
            int hour = (int) data.features()[from + columns.hour()];
            prices.get(prices.size() - 1)[hour] = data.targets()[row];
        }
        return new DaySamples(
                rows.toArray(float[][]::new),
                prices.toArray(float[][]::new),
                issued.stream().mapToLong(Long::longValue).toArray());
    }

    int days() {
        return rows.length;
    }
}
