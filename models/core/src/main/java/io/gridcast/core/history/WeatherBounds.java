package io.gridcast.core.history;

/**
 * What weather can be on earth: values beyond are faults of a station or a feed. The unit at the end of a variable's name
 * says which bounds hold; a unit that is not known here has none.
 */
public final class WeatherBounds {
    private WeatherBounds() {}

    /** Whether a value can be true; NaN is not. */
    public static boolean plausible(String variable, double value) {
        return value >= lowest(variable) && value <= highest(variable) && !Double.isInfinite(value);
    }

    /** The smallest value that can be true. */
    public static double lowest(String variable) {
        if (variable.endsWith("_c")) {
            return -70;
        }
        if (variable.endsWith("_hpa")) {
            return 850;
        }
        if (variable.endsWith("_wm2")) {
            return -20;
        }
        return isAmount(variable) ? 0 : Double.NEGATIVE_INFINITY;
    }

    /** The largest value that can be true. */
    public static double highest(String variable) {
        if (variable.endsWith("_c")) {
            return 60;
        }
        if (variable.endsWith("_hpa")) {
            return 1090;
        }
        if (variable.endsWith("_wm2")) {
            return 1500;
        }
        if (variable.endsWith("_pct")) {
            return 100;
        }
        if (variable.endsWith("_ms")) {
            return 75;
        }
        return variable.endsWith("_mm") ? 500 : Double.POSITIVE_INFINITY;
    }

    /**
     * How far from the median of a zone's stations a value may lie at least before it counts as an outlier; infinite for
     * variables that truly differ from place to place, such as clouds and rain.
     */
    static double tolerance(String variable) {
        if (variable.endsWith("_c")) {
            return 12;
        }
        if (variable.endsWith("_hpa")) {
            return 40;
        }
        return variable.endsWith("_ms") ? 15 : Double.POSITIVE_INFINITY;
    }

    private static boolean isAmount(String variable) {
        return variable.endsWith("_pct") || variable.endsWith("_ms") || variable.endsWith("_mm");
    }
}
