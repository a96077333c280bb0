package io.gridcast.core.features;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.Window;

/**
 * Mean, minimum or maximum of a channel over a local day before the slot's own, or one hour on its clock: the same for all slots of a day.
 * Hours that are missing do not count.
 */
final class DayStatistic {
    private static final long HOUR_MS = 3_600_000L;

    private final Window window;
    private final FeatureKind kind;
    private final int lagDays;
    private final int hour;
    private int day;
    private float value;

    DayStatistic(Window window, Feature feature) {
        this.window = window;
        this.kind = feature.kind();
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

    private float make(LocalDays days) {
        return kind == FeatureKind.DAY_HOUR ? atHour(days) : over(days);
    }

    /** An hour that the clock skips is the one before it. */
    private float atHour(LocalDays days) {
        long startMs = days.startMs(day);
        long atMs = startMs + hour * HOUR_MS;
        long onClockMs = atMs + days.offsetMs(startMs) - days.offsetMs(atMs);
        return window.mean(onClockMs, onClockMs + HOUR_MS);
    }

    private float over(LocalDays days) {
        long fromMs = days.startMs(day);
        long toMs = days.startMs(day + 1);
        if (kind == FeatureKind.DAY_MEAN_TO_CENTER) {
            return window.mean(fromMs, toMs);
        }
        float extreme = Float.NaN;
        for (long atMs = fromMs; atMs < toMs; atMs += HOUR_MS) {
            float hour = window.mean(atMs, atMs + HOUR_MS);
            if (Float.isNaN(extreme)) {
                extreme = hour;
            } else if (!Float.isNaN(hour)) {
                extreme = kind == FeatureKind.DAY_MIN_TO_CENTER ? Math.min(extreme, hour) : Math.max(extreme, hour);
            }
        }
        return extreme;
    }
}
