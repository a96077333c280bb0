package io.gridcast.training.neural;

import io.gridcast.core.calendar.LocalDays;
import java.util.Arrays;

/**
 * How features of whole days become inputs of a network: tamed by {@code asinh((x − median) / scaled MAD)}, as prices are for linear
 * autoregressions (Uniejewski, Weron and Ziel 2018, section III), then in standard deviations from their mean; what is missing is the
 * mean. The day of the week becomes seven inputs of which one is 1.
 */
final class DayScaling {
    /** Columns of the day of the week. */
    static final int WEEKDAYS = 7;

    private static final double NORMAL_MAD = 0.6744897501960817;
    private static final double LEAST_SCALE = 1e-6;

    final float[] medians;
    final float[] scales;
    final float[] means;
    final float[] deviations;

    private final int[] columns;
    private final int weekdayColumn;

    /**
     * Fits to rows of features, one a day.
     *
     * @param columns those that become inputs
     */
    DayScaling(int[] columns, int weekdayColumn, float[][] rows) {
        this.columns = columns.clone();
        this.weekdayColumn = weekdayColumn;
        int count = columns.length;
        medians = new float[count];
        scales = new float[count];
        means = new float[count];
        deviations = new float[count];
        float[] known = new float[rows.length];
        for (int i = 0; i < count; i++) {
            fit(i, known, gather(rows, columns[i], known));
        }
    }

    /** How many inputs there are. */
    int inputs() {
        return medians.length + WEEKDAYS;
    }

    /** Fills in the inputs of a day, from {@code at} on. */
    void fill(float[] row, float[] inputs, int at) {
        for (int i = 0; i < medians.length; i++) {
            float value = (tame(i, row[columns[i]]) - means[i]) / deviations[i];
            inputs[at + i] = Float.isNaN(value) ? 0 : value;
        }
        int weekday = Math.round(row[weekdayColumn]);
        for (int each = 0; each <= LocalDays.SUNDAY; each++) {
            inputs[at + medians.length + each] = each == weekday ? 1 : 0;
        }
    }

    /** A value of the channel and hour of a column, tamed. */
    float tame(int column, float value) {
        return tame((value - medians[column]) / scales[column]);
    }

    /** The inverse hyperbolic sine. */
    static float tame(float value) {
        double size = Math.abs((double) value);
        return (float) Math.copySign(StrictMath.log(size + StrictMath.sqrt(size * size + 1)), value);
    }

    private static int gather(float[][] rows, int column, float[] known) {
        int count = 0;
        for (float[] row : rows) {
            if (!Float.isNaN(row[column])) {
                known[count++] = row[column];
            }
        }
        return count;
    }

    private void fit(int column, float[] known, int count) {
        medians[column] = median(known.clone(), count);
        float[] away = new float[count];
        for (int i = 0; i < count; i++) {
            away[i] = Math.abs(known[i] - medians[column]);
        }
        scales[column] = (float) Math.max(median(away, count) / NORMAL_MAD, LEAST_SCALE);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            float tamed = tame(column, known[i]);
            sum += tamed;
            squares += (double) tamed * tamed;
        }
        double mean = count == 0 ? 0 : sum / count;
        double variance = count == 0 ? 0 : squares / count - mean * mean;
        means[column] = (float) mean;
        deviations[column] = (float) StrictMath.sqrt(Math.max(variance, LEAST_SCALE));
    }

    private static float median(float[] values, int count) {
        if (count == 0) {
            return 0;
        }
        Arrays.sort(values, 0, count);
        return (values[(count - 1) / 2] + values[count / 2]) / 2;
    }
}
