package io.gridcast.core.baseline;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Window;
import io.gridcast.core.history.Windows;
import java.time.Instant;
import java.util.Arrays;

/**
 * The envelope of what was seen at the same local time in recent weeks; where too little is known, of whatever was seen last. It answers
 * as soon as one value has ever been seen.
 */
public final class Climatology implements Baseline {
    private static final int DAYS = 56;
    private static final int FEWEST = 8;
    private static final int FARTHEST_DAYS = 400;

    private final LocalDays days;
    private final Window window;
    private final long resolutionMs;
    private final float[] values = new float[DAYS];

    /** Reads the target's own window. */
    public Climatology(Series series, Target target, Windows windows) {
        this.days = new LocalDays(series.timeZone(), series.holidayRegion());
        this.window = SimilarDay.targetWindow(series, target, windows);
        this.resolutionMs = series.resolution().toMillis();
    }

    @Override
    public boolean forecast(Instant firstSlot, int slots, float[] quantiles) {
        float[] lastResort = new float[0];
        for (int row = 0; row < slots; row++) {
            long slotMs = firstSlot.toEpochMilli() + row * resolutionMs;
            int count = collect(slotMs);
            if (count >= FEWEST) {
                envelope(values, count, quantiles, row * QuantileLevels.COUNT);
                continue;
            }
            if (lastResort.length == 0) {
                lastResort = newestDay(firstSlot.toEpochMilli());
            }
            if (lastResort.length == 0) {
                return false;
            }
            envelope(lastResort, lastResort.length, quantiles, row * QuantileLevels.COUNT);
        }
        return true;
    }

    private int collect(long slotMs) {
        int count = 0;
        for (int lag = 1; lag <= DAYS; lag++) {
            long thenMs = days.daysBefore(slotMs, lag);
            float value = window.mean(thenMs, thenMs + resolutionMs);
            if (!Float.isNaN(value)) {
                values[count++] = value;
            }
        }
        return count;
    }

    /** All values of the newest day that has any. */
    private float[] newestDay(long beforeMs) {
        for (int lag = 0; lag <= FARTHEST_DAYS; lag++) {
            long endMs = beforeMs - lag * LocalDays.DAY_MS;
            float[] seen = new float[(int) (LocalDays.DAY_MS / resolutionMs)];
            int count = 0;
            for (long slotMs = endMs - LocalDays.DAY_MS; slotMs < endMs; slotMs += resolutionMs) {
                float value = window.mean(slotMs, slotMs + resolutionMs);
                if (!Float.isNaN(value)) {
                    seen[count++] = value;
                }
            }
            if (count > 0) {
                return Arrays.copyOf(seen, count);
            }
        }
        return new float[0];
    }

    /** Empirical quantiles, by linear interpolation between order statistics. */
    private static void envelope(float[] values, int count, float[] quantiles, int at) {
        Arrays.sort(values, 0, count);
        float[] levels = QuantileLevels.standard();
        for (int level = 0; level < levels.length; level++) {
            double place = levels[level] * (count - 1);
            int below = (int) place;
            int above = Math.min(below + 1, count - 1);
            double share = place - below;
            quantiles[at + level] = (float) (values[below] * (1 - share) + values[above] * share);
        }
    }
}
