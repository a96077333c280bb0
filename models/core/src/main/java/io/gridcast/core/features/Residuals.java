package io.gridcast.core.features;

import io.gridcast.core.history.Window;
import java.util.Arrays;

/** What the target was above its base in the last hours before an issue. */
final class Residuals {
    /** Hours back that {@link #mean} may reach. */
    static final int HOURS = 168;

    private static final long HOUR_MS = 3_600_000L;

    private final Window target;
    private final LikeDays likeDays;
    private final float[] hourly = new float[HOURS];
    private final boolean[] made = new boolean[HOURS];
    private long untilMs;

    Residuals(Window target, LikeDays likeDays) {
        this.target = target;
        this.likeDays = likeDays;
    }

    void begin(long knownUntilMs) {
        untilMs = knownUntilMs;
        Arrays.fill(made, false);
    }

    /** Mean over {@code span} hours up to {@code lag} hours before what is known; NaN where nothing is. */
    float mean(int lag, int span) {
        double sum = 0;
        int count = 0;
        for (int hour = lag; hour < lag + span; hour++) {
            float value = hour(hour);
            if (!Float.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Float.NaN : (float) (sum / count);
    }

    /** Target minus base of an interval. */
    float at(long fromMs, long lengthMs) {
        float value = target.mean(fromMs, fromMs + lengthMs);
        return Float.isNaN(value) ? value : value - likeDays.base(target, fromMs, lengthMs);
    }

    private float hour(int back) {
        if (!made[back]) {
            hourly[back] = at(untilMs - (back + 1) * HOUR_MS, HOUR_MS);
            made[back] = true;
        }
        return hourly[back];
    }
}
