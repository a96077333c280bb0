package io.gridcast.core.forecast;

/**
 * The value a slot that a forecast puts forward, where it has to be one.
 *
 * @param level which quantile it is; 0.5 for the median
 * @param values H, in the forecast's unit
 */
@SuppressWarnings("ArrayRecordComponent")
public record PointForecast(double level, float[] values) {
    private static final float[] LEVELS = QuantileLevels.standard();

    /** The medians of quantiles at the standard levels. */
    public static PointForecast medians(float[] levels, float[] quantiles) {
        return new PointForecast(0.5, Quantiles.medians(levels, quantiles));
    }

    /**
     * The same point of other bands: it keeps its place between the two quantiles that it lies between by its level, so that what was
     * learnt of bands (by mixing, by calibration) moves it, too.
     *
     * @param before standard quantiles, shape {@code [H × Q]}, rows non-decreasing with the point among them
     * @param after the quantiles that take their place
     */
    public PointForecast moved(float[] before, float[] after) {
        int above = 1;
        while (above < LEVELS.length - 1 && LEVELS[above] < (float) level) {
            above++;
        }
        float[] moved = new float[values.length];
        for (int row = 0; row < moved.length; row++) {
            int at = row * LEVELS.length + above;
            double width = before[at] - before[at - 1];
            double share = width > 0
                    ? Math.max(0, Math.min(1, (values[row] - before[at - 1]) / width))
                    : (level - LEVELS[above - 1]) / (LEVELS[above] - LEVELS[above - 1]);
            moved[row] = (float) (after[at - 1] + share * (after[at] - after[at - 1]));
        }
        return new PointForecast(level, moved);
    }
}
