package io.gridcast.core.drift;

import java.util.Arrays;

/**
 * Thresholds that let a detector alarm falsely once in so many years, while days depend on each other.
 *
 * <p>Made by simulation of thousands of years: a reference is built from one year of a first-order autoregression (errors: from 28
 * days), then the detector watches more of it. {@code DriftCalibrationTest} simulates again and holds them in bounds. Between the
 * entries they are interpolated, beyond them the last one holds.
 */
public final class FalseAlarms {
    /** The statistics that have thresholds. */
    public enum Table {
        /** Of {@link PlaceWindow#stabilityIndex}. */
        STABILITY_INDEX(1.3, new double[][] {
            {0.238, 0.333, 0.433, 0.527},
            {0.305, 0.454, 0.607, 0.780},
            {0.409, 0.649, 0.899, 1.118},
            {0.503, 0.832, 1.125, 1.434},
            {0.678, 1.109, 1.507, 1.861},
            {0.991, 1.629, 2.164, 2.615},
            {1.765, 2.782, 3.335, 3.620},
            {2.782, 3.620, 3.620, 3.620}
        }),
        /** Of {@link PlaceWindow#largestDistance}. */
        LARGEST_DISTANCE(2.0, new double[][] {
            {0.443, 0.503, 0.554, 0.599},
            {0.520, 0.596, 0.657, 0.707},
            {0.597, 0.685, 0.753, 0.804},
            {0.651, 0.744, 0.813, 0.859},
            {0.720, 0.816, 0.881, 0.913},
            {0.812, 0.902, 0.929, 0.957},
            {0.915, 0.965, 1.000, 1.000},
            {0.968, 1.000, 1.000, 1.000}
        }),
        /** Of {@link PageHinkley#add}. */
        PAGE_HINKLEY(1.5, new double[][] {
            {4.5, 6.3, 8.1, 10.3},
            {6.8, 10.2, 13.6, 17.7},
            {9.5, 15.2, 21.5, 28.3},
            {11.7, 19.7, 28.5, 38.6},
            {15.2, 27.2, 42.4, 58.1},
            {21.3, 41.7, 70.5, 101.5},
            {35.2, 87.8, 166.9, 200.0},
            {51.0, 179.6, 200.0, 200.0}
        }),
        /** Of {@link ErrorChart#add}. */
        ERROR_CHART(1.5, new double[][] {
            {0.683, 0.872, 1.064, 1.249},
            {0.870, 1.153, 1.418, 1.652},
            {1.057, 1.439, 1.794, 2.111},
            {1.186, 1.653, 2.056, 2.460},
            {1.362, 1.951, 2.462, 2.978},
            {1.624, 2.460, 3.197, 3.808},
            {2.124, 3.545, 4.825, 5.932},
            {2.629, 4.802, 6.919, 8.901}
        }),
        /** Natural logarithm of {@link Adwin}'s δ; at 0 it alarms more rarely still. */
        ADWIN(1.5, new double[][] {
            {0.0, 0.0, -0.6, -1.2},
            {-0.1, -1.4, -2.7, -4.0},
            {-1.2, -3.1, -5.1, -7.1},
            {-2.1, -4.6, -7.2, -9.8},
            {-3.4, -6.9, -10.6, -14.3},
            {-5.6, -11.0, -15.7, -20.4},
            {-10.4, -19.7, -29.5, -39.0},
            {-16.7, -33.6, -40.0, -46.0}
        });

        private final double seasons;
        private final double[][] thresholds;

        /** @param seasons what a week and seasons on top, fitted from one year, cost: without it alarms come so many times as often */
        Table(double seasons, double[][] thresholds) {
            this.seasons = seasons;
            this.thresholds = thresholds;
        }
    }

    private static final double[] AUTOCORRELATIONS = {0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};

    /** Natural logarithms of 1, 4, 16 and 64 years. */
    private static final double[] LOG_YEARS = {0, 1.3863, 2.7726, 4.1589};

    private FalseAlarms() {}

    /**
     * The threshold of a statistic.
     *
     * @param autocorrelation of the days, 0 (in) to 1 (out)
     * @param years mean time between false alarms
     */
    public static double threshold(Table table, double autocorrelation, double years) {
        int row = before(AUTOCORRELATIONS, autocorrelation);
        double down = way(AUTOCORRELATIONS, row, autocorrelation);
        double logYears = StrictMath.log(table.seasons * years);
        double upper = at(table.thresholds[row], logYears);
        return upper + down * (at(table.thresholds[row + 1], logYears) - upper);
    }

    private static double at(double[] thresholds, double logYears) {
        int column = before(LOG_YEARS, logYears);
        double along = way(LOG_YEARS, column, logYears);
        return thresholds[column] + along * (thresholds[column + 1] - thresholds[column]);
    }

    /** The last entry, but one, that is not above the value. */
    private static int before(double[] entries, double value) {
        int at = Arrays.binarySearch(entries, value);
        int entry = at >= 0 ? at : -at - 2;
        return Math.max(0, Math.min(entries.length - 2, entry));
    }

    private static double way(double[] entries, int before, double value) {
        double way = (value - entries[before]) / (entries[before + 1] - entries[before]);
        return Math.max(0, Math.min(1, way));
    }
}
