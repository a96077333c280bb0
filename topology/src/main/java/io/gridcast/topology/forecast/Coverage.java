package io.gridcast.topology.forecast;

import io.gridcast.core.grid.Series;
import io.gridcast.core.history.ChannelKey;
import io.gridcast.core.history.Channels;
import io.gridcast.core.history.Window;
import io.gridcast.core.history.Windows;
import java.time.Instant;

/** How much of a series was measured lately. */
final class Coverage {
    private static final long DAY_MS = 86_400_000L;

    private final Windows windows;

    Coverage(Windows windows) {
        this.windows = windows;
    }

    /** Mean coverage of the slots of the last day, 0 to 1; slots that nothing is known of count as 0. */
    double lastDay(Series series, Instant until) {
        Window window = windows.of(ChannelKey.series(series.seriesId(), Channels.COVERAGE));
        long stepMs = series.resolution().toMillis();
        double sum = 0;
        int slots = 0;
        for (long slotMs = until.toEpochMilli() - DAY_MS; slotMs < until.toEpochMilli(); slotMs += stepMs) {
            float coverage = window.at(slotMs);
            sum += Float.isNaN(coverage) ? 0 : coverage;
            slots++;
        }
        return sum / slots;
    }
}
