package io.gridcast.core.linear;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.Window;
import java.util.Arrays;

/**
 * A channel as local days of 24 hours on the clock: an hour that the clock skips holds the mean of the hours around it, one
 * that it repeats the mean of both.
 */
final class HourlyDays {
    static final int HOURS = 24;

    private static final long HOUR_MS = 3_600_000L;

    private final int firstDay;
    private final double[] values;

    /**
     * Reads days {@code from} to {@code to}, inclusive, as they are known now.
     *
     * @param from local day, counted from 1970-01-01
     */
    HourlyDays(LocalDays days, Window window, int from, int to) {
        firstDay = from;
        values = new double[(to - from + 1) * HOURS];
        double[] sums = new double[HOURS];
        int[] counts = new int[HOURS];
        long startMs = days.startMs(from);
        for (int day = from; day <= to; day++) {
            long endMs = days.startMs(day + 1);
            if (endMs - startMs == LocalDays.DAY_MS) {
                for (int hour = 0; hour < HOURS; hour++) {
                    long atMs = startMs + hour * HOUR_MS;
                    values[(day - from) * HOURS + hour] = window.mean(atMs, atMs + HOUR_MS);
                }
            } else {
                readClockChange(days, window, startMs, endMs, sums, counts, (day - from) * HOURS);
            }
            startMs = endMs;
        }
    }

    private void readClockChange(
            LocalDays days, Window window, long startMs, long endMs, double[] sums, int[] counts, int at) {
        Arrays.fill(sums, 0);
        Arrays.fill(counts, 0);
        for (long atMs = startMs; atMs < endMs; atMs += HOUR_MS) {
            int hour = days.minuteOfDay(atMs) / 60;
            sums[hour] += window.mean(atMs, atMs + HOUR_MS);
            counts[hour]++;
        }
        for (int hour = 0; hour < HOURS; hour++) {
            values[at + hour] = sums[hour] / counts[hour];
        }
        for (int hour = 1; hour < HOURS - 1; hour++) {
            if (counts[hour] == 0) {
                values[at + hour] = (values[at + hour - 1] + values[at + hour + 1]) / 2;
            }
        }
    }

    private HourlyDays(int firstDay, double[] values) {
        this.firstDay = firstDay;
        this.values = values;
    }

    /** A stabiliser an hour of the day, fitted to what is known of the days {@code from} to {@code to}, inclusive. */
    Stabiliser[] tamers(int from, int to) {
        var tamers = new Stabiliser[HOURS];
        double[] known = new double[to - from + 1];
        for (int hour = 0; hour < HOURS; hour++) {
            int count = 0;
            for (int day = from; day <= to; day++) {
                double value = at(day, hour);
                if (!Double.isNaN(value)) {
                    known[count++] = value;
                }
            }
            tamers[hour] = Stabiliser.fit(known, count);
        }
        return tamers;
    }

    /** The same days, each hour of the day tamed by its own stabiliser. */
    HourlyDays tamed(Stabiliser[] tamers) {
        double[] tamed = new double[values.length];
        for (int i = 0; i < tamed.length; i++) {
            tamed[i] = tamers[i % HOURS].tame(values[i]);
        }
        return new HourlyDays(firstDay, tamed);
    }

    /** Copies the 24 hours of a day to {@code into}, from {@code at} on. */
    void copy(int day, double[] into, int at) {
        System.arraycopy(values, (day - firstDay) * HOURS, into, at, HOURS);
    }

    /** Mean over an hour of a day; NaN where nothing of it is known. */
    double at(int day, int hour) {
        return values[(day - firstDay) * HOURS + hour];
    }

    /** Whether all hours of a day are known. */
    boolean isWhole(int day) {
        int from = (day - firstDay) * HOURS;
        for (int i = from; i < from + HOURS; i++) {
            if (Double.isNaN(values[i])) {
                return false;
            }
        }
        return true;
    }
}
