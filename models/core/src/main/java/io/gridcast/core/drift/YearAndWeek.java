package io.gridcast.core.drift;

import io.gridcast.core.features.Regression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is usual on a day, by its place in the year and in the week: a level, a share for each weekday but Monday, and, where the
 * days cover a year, two waves of it. So winter and Sundays are no drift; nor is it that days differ more in one season than in another,
 * as those of the sun do.
 *
 * <p>Coefficients are {@code [level, Tuesday … Sunday, cos 1, sin 1, cos 2, sin 2]}, without the waves where less is known.
 */
final class YearAndWeek {
    private static final int WEEKDAYS = 6;
    private static final int WAVES = 2;
    /** One wave, for a second one would be guessed more than known from a year or two. */
    private static final int SPREAD_COLUMNS = 2;

    private static final int COLUMNS = WEEKDAYS + 2 * WAVES;
    private static final double DAYS_A_YEAR = 365.2425;
    private static final double PENALTY = 1e-6;
    /** Sizes below this share of the mean say no more than this: a logarithm near 0 would outweigh all others. */
    private static final double LEAST_SIZE = 0.05;

    /** 1970-01-01 was a Thursday. */
    private static final int DAYS_SINCE_MONDAY = 3;

    /** So many days from first to last make a year. */
    private static final int A_YEAR = 330;

    /** So many days are needed for each weekday to have three. */
    private static final int THREE_WEEKS = 21;

    private YearAndWeek() {}

    /**
     * Fits the coefficients by least squares.
     *
     * @param days epoch days, ascending
     */
    static List<Double> fit(int[] days, double[] values) {
        int columns = columns(days);
        var regression = new Regression(COLUMNS);
        for (int i = 0; i < days.length; i++) {
            regression.add(columns(days[i], columns), 0, values[i]);
        }
        regression.fit(PENALTY);
        double[] unit = new double[COLUMNS];
        double level = regression.predict(unit, 0);
        List<Double> coefficients = new ArrayList<>();
        coefficients.add(level);
        for (int i = 0; i < columns; i++) {
            unit[i] = 1;
            coefficients.add(regression.predict(unit, 0) - level);
            unit[i] = 0;
        }
        return coefficients;
    }

    /** What the coefficients say of a day. */
    static double usual(List<Double> coefficients, int epochDay) {
        if (coefficients.isEmpty()) {
            return 0;
        }
        double[] columns = columns(epochDay, coefficients.size() - 1);
        double sum = coefficients.get(0);
        for (int i = 1; i < coefficients.size(); i++) {
            sum += coefficients.get(i) * columns[i - 1];
        }
        return sum;
    }

    /**
     * Fits how much days of a time of the year differ: the logarithm of the rest's size by a wave of the year; empty where the days do not
     * cover one.
     *
     * @param rest what is left of values less what is usual
     */
    static List<Double> fitSpread(int[] days, double[] rest) {
        if (columns(days) < COLUMNS) {
            return List.of();
        }
        double size = 0;
        for (double each : rest) {
            size += Math.abs(each) / rest.length;
        }
        if (size == 0) {
            return List.of();
        }
        var regression = new Regression(SPREAD_COLUMNS);
        for (int i = 0; i < days.length; i++) {
            double log = StrictMath.log(Math.max(LEAST_SIZE, Math.abs(rest[i]) / size));
            regression.add(Arrays.copyOf(waves(days[i]), SPREAD_COLUMNS), 0, log);
        }
        regression.fit(PENALTY);
        double[] unit = new double[SPREAD_COLUMNS];
        double level = regression.predict(unit, 0);
        List<Double> coefficients = new ArrayList<>();
        for (int i = 0; i < unit.length; i++) {
            unit[i] = 1;
            coefficients.add(regression.predict(unit, 0) - level);
            unit[i] = 0;
        }
        return coefficients;
    }

    /** What the coefficients of {@link #fitSpread} say of a day; 1 where there are none. */
    static double spread(List<Double> coefficients, int epochDay) {
        if (coefficients.isEmpty()) {
            return 1;
        }
        double[] waves = waves(epochDay);
        double log = 0;
        for (int i = 0; i < SPREAD_COLUMNS; i++) {
            log += coefficients.get(i) * waves[i];
        }
        return StrictMath.exp(log);
    }

    /** Whether they speak of all of the year; none say that nothing depends on it. */
    static boolean coverTheYear(List<Double> coefficients) {
        return coefficients.isEmpty() || coefficients.size() > COLUMNS;
    }

    private static int columns(int[] days) {
        if (days.length < THREE_WEEKS) {
            return 0;
        }
        return days[days.length - 1] - days[0] < A_YEAR ? WEEKDAYS : COLUMNS;
    }

    private static double[] columns(int epochDay, int used) {
        double[] columns = new double[COLUMNS];
        int weekday = Math.floorMod(epochDay + DAYS_SINCE_MONDAY, 7);
        if (used >= WEEKDAYS && weekday > 0) {
            columns[weekday - 1] = 1;
        }
        if (used == COLUMNS) {
            System.arraycopy(waves(epochDay), 0, columns, WEEKDAYS, 2 * WAVES);
        }
        return columns;
    }

    private static double[] waves(int epochDay) {
        double[] waves = new double[2 * WAVES];
        for (int wave = 0; wave < WAVES; wave++) {
            double angle = 2 * Math.PI * (wave + 1) * epochDay / DAYS_A_YEAR;
            waves[2 * wave] = StrictMath.cos(angle);
            waves[2 * wave + 1] = StrictMath.sin(angle);
        }
        return waves;
    }
}
