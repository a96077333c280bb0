package io.gridcast.core.features;

import io.gridcast.core.history.Window;

/** How far an outlook was off. */
final class Errors {
    private static final long HOUR_MS = 3_600_000L;

    private Errors() {}

    /** Mean of target minus outlook over the last {@code hours} up to {@code untilMs}; NaN where neither is known. */
    static float mean(Window target, Window outlook, long untilMs, int hours) {
        double sum = 0;
        int count = 0;
        for (int back = 1; back <= hours; back++) {
            long fromMs = untilMs - back * HOUR_MS;
            float error = target.mean(fromMs, fromMs + HOUR_MS) - outlook.mean(fromMs, fromMs + HOUR_MS);
            if (!Float.isNaN(error)) {
                sum += error;
                count++;
            }
        }
        return count == 0 ? Float.NaN : (float) (sum / count);
    }
}
