package io.gridcast.core.features;

import io.gridcast.core.history.Window;

/** What weather is expected in a slot: as forecast, else as on the last day, moved by how the last hours differ from it. */
final class ExpectedWeather {
    private static final long HOUR_MS = 3_600_000L;
    private static final int LONGEST_LAG_DAYS = 4;
    private static final int RECENT_HOURS = 3;
    private static final float SHARE_OF_CHANGE = 0.5f;
    private static final int BASE_DAYS = 2;

    private final Window observed;
    private final Window forecast;
    private final LikeDays likeDays;
    private float moved;

    ExpectedWeather(Window observed, Window forecast, LikeDays likeDays) {
        this.observed = observed;
        this.forecast = forecast;
        this.likeDays = likeDays;
    }

    float value(Scene scene, int row) {
        if (row == 0) {
            moved = change(scene);
        }
        float expected = forecast.mean(scene.startMs[row], scene.startMs[row] + scene.slotMs);
        for (int lag = 1; Float.isNaN(expected) && lag <= LONGEST_LAG_DAYS; lag++) {
            expected = at(scene, scene.lagMs(row, lag)) + moved;
        }
        return expected;
    }

    /** The mean of the days that the slot's base is made of. */
    float ofBase(Scene scene, int row) {
        double sum = 0;
        int count = 0;
        for (int lag : likeDays.lags(scene.day[row])) {
            float value = at(scene, scene.lagMs(row, lag));
            if (!Float.isNaN(value)) {
                sum += value;
                if (++count == BASE_DAYS) {
                    break;
                }
            }
        }
        return count == 0 ? Float.NaN : (float) (sum / count);
    }

    private float at(Scene scene, long fromMs) {
        float seen = observed.mean(fromMs, fromMs + Math.max(scene.slotMs, HOUR_MS));
        return Float.isNaN(seen) ? forecast.mean(fromMs, fromMs + scene.slotMs) : seen;
    }

    private float change(Scene scene) {
        long untilMs = scene.issuedMs;
        long fromMs = untilMs - RECENT_HOURS * HOUR_MS;
        long dayMs = 24 * HOUR_MS;
        float change = observed.mean(fromMs, untilMs) - observed.mean(fromMs - dayMs, untilMs - dayMs);
        return Float.isNaN(change) ? 0 : SHARE_OF_CHANGE * change;
    }
}
