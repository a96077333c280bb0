package io.gridcast.core.features;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.Window;
import java.util.Arrays;

/**
 * The base of a value: a weighted mean of the last known days of its own kind at the same local time. A working day is
 * like the same weekday in the weeks before, holidays left out; a holiday is like the Sundays before.
 */
final class LikeDays {
    private static final int MOST_DAYS = 3;
    private static final int LONGEST_LAG = 35;
    private static final int[] WEIGHTS = {3, 2, 1};
    private static final int[] LAST_RESORT = {7, 1, 2, 3};
    private static final int CACHED = 128;

    private final LocalDays days;
    private final int[] cachedDay = new int[CACHED];
    private final int[][] cachedLags = new int[CACHED][];

    LikeDays(LocalDays days) {
        this.days = days;
        Arrays.fill(cachedDay, Integer.MIN_VALUE);
    }

    /** The base of {@code [atMs, atMs + lengthMs)} from what the window holds; NaN where it holds nothing alike. */
    float base(Window window, long atMs, long lengthMs) {
        double sum = 0;
        int weight = 0;
        int used = 0;
        for (int lag : lags(days.day(atMs))) {
            long thenMs = days.daysBefore(atMs, lag);
            float value = window.mean(thenMs, thenMs + lengthMs);
            if (!Float.isNaN(value)) {
                sum += (double) WEIGHTS[used] * value;
                weight += WEIGHTS[used];
                if (++used == MOST_DAYS) {
                    break;
                }
            }
        }
        return used == 0 ? lastResort(window, atMs, lengthMs) : (float) (sum / weight);
    }

    /** Lags of the days alike, in days, the newest first. */
    int[] lags(int day) {
        int place = day & (CACHED - 1);
        if (cachedDay[place] != day) {
            cachedLags[place] = find(day);
            cachedDay[place] = day;
        }
        return cachedLags[place];
    }

    private int[] find(int day) {
        int like = days.likeWeekday(day);
        int[] lags = new int[LONGEST_LAG];
        int count = 0;
        for (int lag = 1; lag <= LONGEST_LAG; lag++) {
            int then = day - lag;
            if (LocalDays.weekday(then) == like && days.likeWeekday(then) == like) {
                lags[count++] = lag;
            }
        }
        return Arrays.copyOf(lags, count);
    }

    private float lastResort(Window window, long atMs, long lengthMs) {
        for (int lag : LAST_RESORT) {
            long thenMs = days.daysBefore(atMs, lag);
            float value = window.mean(thenMs, thenMs + lengthMs);
            if (!Float.isNaN(value)) {
                return value;
            }
        }
        return Float.NaN;
    }
}
