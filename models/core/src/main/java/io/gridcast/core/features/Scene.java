package io.gridcast.core.features;

import io.gridcast.core.calendar.LocalDays;
import java.util.Arrays;

/** One issue: its times, its rows, and what all columns share. Reused from issue to issue. */
final class Scene {
    final LocalDays days;
    long issuedMs;
    long firstMs;
    long slotMs;
    int rows;
    long[] startMs = {};
    int[] day = {};
    float[] base = {};
    float[] center = {};

    /** What a forecast may deviate from its centre, row by row. */
    float[] spread = {};

    /** Size of the target: what scaled columns are divided by. */
    float level;

    Scene(LocalDays days) {
        this.days = days;
    }

    void begin(long issuedAtMs, long firstSlotMs, long resolutionMs, int count) {
        issuedMs = issuedAtMs;
        firstMs = firstSlotMs;
        slotMs = resolutionMs;
        rows = count;
        if (startMs.length < count) {
            startMs = new long[count];
            day = new int[count];
            base = new float[count];
            center = new float[count];
            spread = new float[count];
        }
        for (int row = 0; row < count; row++) {
            startMs[row] = firstSlotMs + row * resolutionMs;
            day[row] = days.day(startMs[row]);
        }
        Arrays.fill(center, 0, count, Float.NaN);
        Arrays.fill(spread, 0, count, Float.NaN);
        level = Float.NaN;
    }

    /** The first row in an hour on the clock of a local day; below 0 where there is none. */
    int rowAt(int localDay, int hour) {
        for (int row = 0; row < rows; row++) {
            if (day[row] == localDay && days.minuteOfDay(startMs[row]) / 60 == hour) {
                return row;
            }
        }
        return -1;
    }

    /** Hours from the issue to the end of a row's slot, rounded up. */
    long leadHours(int row) {
        return -Math.floorDiv(issuedMs - startMs[row] - slotMs, 3_600_000L);
    }

    /** Start of the slot at the same local time some days before. */
    long lagMs(int row, int lagDays) {
        return lagDays == 0 ? startMs[row] : days.daysBefore(startMs[row], lagDays);
    }
}
