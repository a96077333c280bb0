package io.gridcast.core.baseline;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.features.FeatureMaker;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Window;
import io.gridcast.core.history.Windows;
import java.time.Instant;

/**
 * The same local time on days alike: the same weekday in recent weeks, recent ones weighing more, and around the same day a year
 * ago, moved to today's level. A holiday is like a Sunday.
 *
 * <p>The bands are those of a normal distribution with the spread of the days alike.
 */
public final class SimilarDay implements Baseline {
    /** Its name among models. */
    public static final ModelRef MODEL = new ModelRef("similar-day", "1");

    private static final int[] WEEK_LAGS = {7, 14, 21, 28, 35};
    private static final float[] WEEK_WEIGHTS = {4, 3, 2, 1, 1};
    private static final int LONGEST_LAG = 35;
    private static final int[] YEAR_LAGS = {364, 371, 357};
    private static final int FEWEST_FOR_SPREAD = 3;
    private static final float LEAST_SPREAD = 0.02f;
    private static final float UNKNOWN_SPREAD = 0.15f;

    /** Standard normal quantiles at the standard levels. */
    private static final float[] NORMAL = {-1.6449f, -1.2816f, -0.6745f, 0, 0.6745f, 1.2816f, 1.6449f};

    private final LocalDays days;
    private final Window window;
    private final long resolutionMs;
    private final float[] values = new float[WEEK_LAGS.length + YEAR_LAGS.length];
    private final float[] weights = new float[values.length];

    /** Reads the target's own window. */
    public SimilarDay(Series series, Target target, Windows windows) {
        this(series, new LocalDays(series.timeZone(), series.holidayRegion()), targetWindow(series, target, windows));
    }

    SimilarDay(Series series, LocalDays days, Window window) {
        this.days = days;
        this.window = window;
        this.resolutionMs = series.resolution().toMillis();
    }

    @Override
    public boolean forecast(Instant firstSlot, int slots, float[] quantiles) {
        for (int row = 0; row < slots; row++) {
            long slotMs = firstSlot.toEpochMilli() + row * resolutionMs;
            if (!forecastSlot(slotMs, quantiles, row * QuantileLevels.COUNT)) {
                return false;
            }
        }
        return true;
    }

    private boolean forecastSlot(long slotMs, float[] quantiles, int at) {
        int count = collectWeeks(slotMs);
        if (count == 0) {
            return false;
        }
        count = collectYear(slotMs, count);
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < count; i++) {
            sum += (double) weights[i] * values[i];
            weight += weights[i];
        }
        double mean = sum / weight;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += weights[i] * (values[i] - mean) * (values[i] - mean);
        }
        double least = (count < FEWEST_FOR_SPREAD ? UNKNOWN_SPREAD : LEAST_SPREAD) * Math.abs(mean);
        double spread = Math.max(StrictMath.sqrt(squares / weight), least);
        for (int level = 0; level < QuantileLevels.COUNT; level++) {
            quantiles[at + level] = (float) (mean + NORMAL[level] * spread);
        }
        return true;
    }

    /** Values of the days alike in recent weeks. */
    private int collectWeeks(long slotMs) {
        int like = days.likeWeekday(days.day(slotMs));
        int count = 0;
        for (int lag = 7; lag <= LONGEST_LAG && count < WEEK_LAGS.length; lag++) {
            long thenMs = days.daysBefore(slotMs, lag);
            if (days.likeWeekday(days.day(thenMs)) == like) {
                count = add(thenMs, WEEK_WEIGHTS[count], 0, count);
            }
        }
        return count;
    }

    /** Values of a year ago, moved by the change of the level between then and now. */
    private int collectYear(long slotMs, int count) {
        long weekMs = 7 * LocalDays.DAY_MS;
        float now = window.mean(slotMs - 2 * weekMs, slotMs - weekMs);
        int all = count;
        for (int lag : YEAR_LAGS) {
            long thenMs = days.daysBefore(slotMs, lag);
            float then = window.mean(thenMs - 2 * weekMs, thenMs - weekMs);
            if (!Float.isNaN(now) && !Float.isNaN(then)) {
                all = add(thenMs, 1, now - then, all);
            }
        }
        return all;
    }

    private int add(long thenMs, float weight, float shift, int count) {
        float value = window.mean(thenMs, thenMs + resolutionMs);
        if (Float.isNaN(value)) {
            return count;
        }
        values[count] = value + shift;
        weights[count] = weight;
        return count + 1;
    }

    static Window targetWindow(Series series, Target target, Windows windows) {
        return windows.of(FeatureMaker.targetKey(target, series));
    }
}
