package io.gridcast.app.backtest;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.score.LeadBuckets;
import java.time.Instant;
import java.time.LocalDate;

/** The slots of one target of a series in the period of a backtest, what happened in each, and what the operator had expected. */
final class Slots {
    private static final long WEEK_MS = 7 * LocalDays.DAY_MS;

    private final Series series;
    private final Target target;
    private final long fromMs;
    private final long resolutionMs;
    private final float[] actual;
    private final float[] weekBefore;
    private final float[] outlook;
    private final int[] day;
    private final long[] dayStartMs;
    private final long[] dayEndMs;
    private final long[] releaseMs;

    Slots(Series series, Target target, Truth truth, Instant from, Instant to) {
        this.series = series;
        this.target = target;
        this.resolutionMs = series.resolution().toMillis();
        this.fromMs = Math.floorDiv(from.toEpochMilli() + resolutionMs - 1, resolutionMs) * resolutionMs;
        int count = (int) Math.max(0, (to.toEpochMilli() - fromMs) / resolutionMs);
        actual = new float[count];
        weekBefore = new float[count];
        outlook = new float[count];
        day = new int[count];
        dayStartMs = new long[count];
        dayEndMs = new long[count];
        releaseMs = new long[count];
        var days = new LocalDays(series.timeZone(), series.holidayRegion());
        for (int slot = 0; slot < count; slot++) {
            long atMs = startMs(slot);
            actual[slot] = truth.actual(series, target, atMs);
            weekBefore[slot] = truth.actual(series, target, atMs - WEEK_MS);
            outlook[slot] = truth.outlook(series, target, atMs);
            day[slot] = days.day(atMs);
            dayStartMs[slot] = days.startMs(day[slot]);
            dayEndMs[slot] = days.startMs(day[slot] + 1);
            releaseMs[slot] = truth.releaseMs(series, day[slot], dayStartMs[slot]);
        }
    }

    Series series() {
        return series;
    }

    Target target() {
        return target;
    }

    int count() {
        return actual.length;
    }

    long startMs(int slot) {
        return fromMs + slot * resolutionMs;
    }

    /** The slot that begins at an instant; negative, or beyond the last, where it is none of the period. */
    int at(long atMs) {
        return Math.floorMod(atMs - fromMs, resolutionMs) == 0 ? (int) ((atMs - fromMs) / resolutionMs) : -1;
    }

    boolean hold(int slot) {
        return slot >= 0 && slot < actual.length;
    }

    /** What happened; NaN where it is not known. */
    float actual(int slot) {
        return actual[slot];
    }

    float weekBefore(int slot) {
        return weekBefore[slot];
    }

    float outlook(int slot) {
        return outlook[slot];
    }

    /** The local day that it lies in, counted from 1970-01-01. */
    int day(int slot) {
        return day[slot];
    }

    /** How many slots the local day has that begins with this one; 0 where none does, or its end lies beyond the period. */
    int slotsOfDayFrom(int slot) {
        int slots = (int) ((dayEndMs[slot] - dayStartMs[slot]) / resolutionMs);
        return startMs(slot) == dayStartMs[slot] && slot + slots <= count() ? slots : 0;
    }

    Season season(int slot) {
        return Season.of(LocalDate.ofEpochDay(day[slot]));
    }

    int leadHours(long issuedMs, int slot) {
        return LeadBuckets.leadHours(issuedMs, startMs(slot) + resolutionMs);
    }

    /** Whether a forecast may count for a slot. */
    boolean mayCount(Protocol protocol, long issuedMs, int slot) {
        return protocol.takes(issuedMs, leadHours(issuedMs, slot), releaseMs[slot], dayStartMs[slot]);
    }
}
