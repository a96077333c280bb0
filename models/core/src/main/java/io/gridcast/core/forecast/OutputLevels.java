package io.gridcast.core.forecast;

import io.gridcast.core.check.Checks;
import java.util.Arrays;

/**
 * What a model gives a row: the standard quantiles, which bands are made of, and the level of its point forecast, as one more output
 * where it is none of them.
 *
 * <p>Where a MW that is missing costs c times as much as one that is too many, the forecast of least expected cost is the quantile of
 * level c / (1 + c) (Koenker and Bassett 1978, Regression quantiles; for c = 1 the median). Immutable.
 */
public final class OutputLevels {
    /** The standard quantiles, the median for a point. */
    public static final OutputLevels STANDARD = new OutputLevels(0.5);

    /** Levels are rounded to what texts and floats keep of them. */
    private static final double LEVEL_STEPS = 1e6;

    private static final float[] BANDS = QuantileLevels.standard();

    private final double pointLevel;
    private final float[] levels;
    private final int pointColumn;

    private OutputLevels(double pointLevel) {
        this.pointLevel = pointLevel;
        float[] standard = QuantileLevels.standard();
        int found = Arrays.binarySearch(standard, (float) pointLevel);
        if (found >= 0) {
            levels = standard;
            pointColumn = found;
        } else {
            levels = Arrays.copyOf(standard, standard.length + 1);
            levels[standard.length] = (float) pointLevel;
            Arrays.sort(levels);
            pointColumn = -found - 1;
        }
    }

    /**
     * With a point forecast of that level.
     *
     * @param pointLevel between the least and the greatest level of the bands
     */
    public static OutputLevels of(double pointLevel) {
        float[] standard = QuantileLevels.standard();
        Checks.require(
                (float) pointLevel >= standard[0] && (float) pointLevel <= standard[standard.length - 1],
                "pointLevel is " + pointLevel + ", must be from " + standard[0] + " to "
                        + standard[standard.length - 1]);
        return pointLevel == 0.5 ? STANDARD : new OutputLevels(pointLevel);
    }

    /**
     * With the point forecast of least cost.
     *
     * @param underCosts how many times as much it costs to forecast a MW too little as a MW too much; 1/19 to 19
     */
    public static OutputLevels ofCosts(double underCosts) {
        Checks.require(
                underCosts >= 1.0 / 19 && underCosts <= 19,
                "underCosts is " + underCosts + ", must be from 1/19 to 19");
        double level = Math.rint(underCosts / (1 + underCosts) * LEVEL_STEPS) / LEVEL_STEPS;
        return of(level);
    }

    /** The level of the point forecast. */
    public double pointLevel() {
        return pointLevel;
    }

    /** The levels of all outputs, ascending; the caller's own copy. */
    public float[] levels() {
        return levels.clone();
    }

    /** How many outputs there are. */
    public int count() {
        return levels.length;
    }

    /** Whether outputs of these levels are what this describes. */
    public boolean are(float[] others) {
        return Arrays.equals(levels, others);
    }

    /**
     * The standard quantiles of outputs.
     *
     * @param outputs shape {@code [H × count]}, row-major
     * @return shape {@code [H × Q]}; {@code outputs} themselves where there are no others
     */
    public float[] quantiles(float[] outputs) {
        if (levels.length == BANDS.length) {
            return outputs;
        }
        int rows = outputs.length / levels.length;
        float[] quantiles = new float[rows * BANDS.length];
        for (int row = 0; row < rows; row++) {
            int from = row * levels.length;
            int to = row * BANDS.length;
            System.arraycopy(outputs, from, quantiles, to, pointColumn);
            System.arraycopy(outputs, from + pointColumn + 1, quantiles, to + pointColumn, BANDS.length - pointColumn);
        }
        return quantiles;
    }

    /** The point forecasts of outputs of shape {@code [H × count]}. */
    public PointForecast points(float[] outputs) {
        float[] points = new float[outputs.length / levels.length];
        for (int row = 0; row < points.length; row++) {
            points[row] = outputs[row * levels.length + pointColumn];
        }
        return new PointForecast(pointLevel, points);
    }
}
