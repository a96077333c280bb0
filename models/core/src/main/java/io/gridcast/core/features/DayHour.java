package io.gridcast.core.features;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.Window;

/** One hour on the clock of a local day before the slot's own, or of that day: the same for all slots of a day. */
final class DayHour {
    private static final long HOUR_MS = 3_600_000L;

    private final Window window;
    private final int lagDays;
    private final int hour;
    private int day;
    private float value;

    DayHour(Window window, Feature feature) {
        this.window = window;
        this.lagDays = feature.lag();
        this.hour = feature.span();
    }

    float value(Scene scene, int row) {
        int wanted = scene.day[row] - lagDays;
        if (row == 0 || wanted != day) {
            day = wanted;
            value = make(scene.days);
        }
        return value;
    }

    /** An hour that the clock skips is the one before it. */
    private float make(LocalDays days) {
        long startMs = days.startMs(day);
        long atMs = startMs + hour * HOUR_MS;
        long onClockMs = atMs + days.offsetMs(startMs) - days.offsetMs(atMs);
        return window.mean(onClockMs, onClockMs + HOUR_MS);
    }
}
