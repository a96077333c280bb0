package io.gridcast.topology.evaluation;

/** UTC days, counted from 1970-01-01. */
final class Days {
    static final long DAY_MS = 86_400_000L;
    static final long HOUR_MS = 3_600_000L;

    private Days() {}

    /** The day that holds an instant. */
    static int of(long atMs) {
        return (int) Math.floorDiv(atMs, DAY_MS);
    }

    static long startMs(int day) {
        return day * DAY_MS;
    }

    static long endMs(int day) {
        return (day + 1) * DAY_MS;
    }

    /** The first full hour at or after an instant. */
    static long fullHour(long atMs) {
        return -Math.floorDiv(-atMs, HOUR_MS) * HOUR_MS;
    }
}
