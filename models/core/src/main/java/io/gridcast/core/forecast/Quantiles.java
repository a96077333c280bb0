package io.gridcast.core.forecast;

/** Sorts and checks rows of quantiles. */
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
