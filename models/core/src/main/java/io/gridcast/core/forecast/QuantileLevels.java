package io.gridcast.core.forecast;

/** The quantile levels that forecasts are made at: the median, and the central 50, 80 and 90 % bands. */
public final class QuantileLevels {
    private static final float[] STANDARD = {0.05f, 0.10f, 0.25f, 0.50f, 0.75f, 0.90f, 0.95f};

    /** How many there are, Q. */
    public static final int COUNT = STANDARD.length;

    /** Column of the median. */
    public static final int MEDIAN = 3;

    private QuantileLevels() {}

    /** The levels, ascending; the caller's own copy. */
    public static float[] standard() {
        return STANDARD.clone();
    }
}
