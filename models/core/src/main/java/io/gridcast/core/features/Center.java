package io.gridcast.core.features;

import io.gridcast.core.history.Window;
import org.jspecify.annotations.Nullable;

/**
 * What a forecast is centred on: the outlook where there is one, moved by its mean error over the last day; else base,
 * moved by what the target was above base over the last day.
 */
final class Center {
    private static final int DAY_HOURS = 24;
    private static final long DAY_MS = 86_400_000L;
    private static final long HOUR_MS = 3_600_000L;
    private static final double SMALLEST_SCALE = 1e-3;

    private final Sources sources;
    private final @Nullable Window outlook;
    private final int scaleDays;

    Center(Sources sources, String outlookChannel, int scaleDays) {
        this.sources = sources;
        this.outlook = outlookChannel.isEmpty() ? null : sources.window(outlookChannel);
        this.scaleDays = scaleDays;
    }

    /** Fills base, centre and scale of a scene. */
    void prepare(Scene scene) {
        Window target = sources.target();
        long untilMs = sources.targetKnownUntilMs(scene);
        sources.residuals().begin(untilMs);
        scene.scale = scale(target, untilMs);
        float residual = orZero(sources.residuals().mean(0, DAY_HOURS));
        float error = outlook == null ? 0 : orZero(Errors.mean(target, outlook, untilMs, DAY_HOURS));
        for (int row = 0; row < scene.rows; row++) {
            long fromMs = scene.startMs[row];
            scene.base[row] = sources.likeDays().base(target, fromMs, scene.slotMs);
            float ahead = outlook == null ? Float.NaN : outlook.mean(fromMs, fromMs + scene.slotMs);
            scene.center[row] = Float.isNaN(ahead) ? scene.base[row] + residual : ahead + error;
        }
    }

    private float scale(Window target, long untilMs) {
        double sum = 0;
        int count = 0;
        for (long atMs = untilMs - scaleDays * DAY_MS; atMs < untilMs; atMs += HOUR_MS) {
            double value = target.mean(atMs, atMs + HOUR_MS);
            if (!Double.isNaN(value)) {
                sum += value * value;
                count++;
            }
        }
        return count == 0 ? Float.NaN : (float) Math.max(SMALLEST_SCALE, Math.sqrt(sum / count));
    }

    private static float orZero(float value) {
        return Float.isNaN(value) ? 0 : value;
    }
}
