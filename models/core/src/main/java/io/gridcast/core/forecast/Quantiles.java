package io.gridcast.core.forecast;

/** Sorts, checks and widens rows of quantiles. */
public final class Quantiles {
    private Quantiles() {}

    /** Sorts {@code count} values from {@code offset}; for rows as short as quantiles are. NaN stays where it is. */
    public static void sort(float[] values, int offset, int count) {
        for (int i = offset + 1; i < offset + count; i++) {
            float value = values[i];
            int to = i;
            while (to > offset && values[to - 1] > value) {
                values[to] = values[to - 1];
                to--;
            }
            values[to] = value;
        }
    }

    /**
     * The point forecast: the column of level 0.5.
     *
     * @param levels Q levels, ascending
     * @param quantiles shape {@code [H × Q]}, row-major
     * @return H values
     * @throws IllegalArgumentException if {@code levels} holds no median
     */
    public static float[] medians(float[] levels, float[] quantiles) {
        int column = medianColumn(levels);
        float[] medians = new float[quantiles.length / levels.length];
        for (int row = 0; row < medians.length; row++) {
            medians[row] = quantiles[row * levels.length + column];
        }
        return medians;
    }

    /** Moves every quantile away from its row's median by {@code factor}; rows stay sorted. */
    public static void widen(float[] levels, float[] quantiles, float factor) {
        int median = medianColumn(levels);
        for (int from = 0; from < quantiles.length; from += levels.length) {
            float middle = quantiles[from + median];
            for (int column = 0; column < levels.length; column++) {
                quantiles[from + column] = middle + factor * (quantiles[from + column] - middle);
            }
        }
    }

    private static int medianColumn(float[] levels) {
        for (int column = 0; column < levels.length; column++) {
            if (levels[column] == 0.5f) {
                return column;
            }
        }
        throw new IllegalArgumentException("quantile levels hold no median");
    }

    /** The first of {@code rows} that holds NaN or an infinite value, or −1: such output must not be issued. */
    public static int firstNotFinite(float[] quantiles, int rows, int quantileCount) {
        for (int i = 0; i < rows * quantileCount; i++) {
            if (!Float.isFinite(quantiles[i])) {
                return i / quantileCount;
            }
        }
        return -1;
    }
}
