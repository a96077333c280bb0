package io.gridcast.core.features;

import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a forecast is centred on, and how far it may deviate.
 *
 * <p>A load is centred on the outlook where there is one, moved by its last error; else on base, moved by what the load
 * was above base in the last hour and at the same time on the last days. Both decay with lead time ({@link Decay}). A price
 * is centred on a linear forecast that is fitted anew at each issue ({@link PriceFit}), and may deviate by its error; where
 * too little is known for that, on base, moved by the mean residual of the last day. Of spikes the centre is the newest price, and the
 * scale the level: neither is added to anything.
 */
final class Center {
    private static final int DAY_HOURS = 24;
    private static final long DAY_MS = 86_400_000L;
    private static final long HOUR_MS = 3_600_000L;
    private static final double LEAST_SPREAD_OF_LEVEL = 0.01;
    private static final float SPREAD_OF_LEVEL = 0.15f;
    private static final double SMALLEST_LEVEL = 1e-3;

    private final Sources sources;
    private final @Nullable Window outlook;
    private final @Nullable PriceFit fit;
    private final boolean isNewest;
    private final int levelDays;

    /** @param channels outlooks that it follows, joined by {@code +}; of a load one at most */
    Center(Sources sources, Target kind, String channels, int levelDays) {
        this.sources = sources;
        this.isNewest = kind == Target.SPIKE;
        List<Window> outlooks = new ArrayList<>();
        for (String channel : channels.split("\\+", -1)) {
            if (!channel.isEmpty() && !isNewest) {
                outlooks.add(sources.window(channel));
            }
        }
        this.outlook = kind != Target.LOAD || outlooks.isEmpty() ? null : outlooks.get(0);
        this.fit = kind == Target.PRICE ? new PriceFit(sources.target(), outlooks) : null;
        this.levelDays = levelDays;
    }

    /** Fills base, level, centre and spread of a scene. */
    void prepare(Scene scene) {
        Window target = sources.target();
        long untilMs = sources.targetKnownUntilMs(scene);
        Residuals residuals = sources.residuals();
        residuals.begin(untilMs);
        scene.level = level(target, untilMs);
        if (isNewest) {
            Arrays.fill(scene.center, 0, scene.rows, target.latest(untilMs, untilMs - DAY_MS));
            Arrays.fill(scene.spread, 0, scene.rows, scene.level);
            return;
        }
        float dayMean = orElse(residuals.mean(0, DAY_HOURS), 0);
        float lastHour = orElse(residuals.mean(0, 1), dayMean);
        float lastError = outlook == null ? 0 : orElse(Errors.mean(target, outlook, untilMs, 1), 0);
        for (int row = 0; row < scene.rows; row++) {
            scene.base[row] = sources.likeDays().base(target, scene.startMs[row], scene.slotMs);
            if (fit != null) {
                price(scene, row, fit, dayMean);
            } else {
                load(scene, row, lastHour, dayMean, lastError);
            }
        }
    }

    private void load(Scene scene, int row, float lastHour, float dayMean, float lastError) {
        long fromMs = scene.startMs[row];
        double lead = scene.leadHours(row);
        float ahead = outlook == null ? Float.NaN : outlook.mean(fromMs, fromMs + scene.slotMs);
        if (!Float.isNaN(ahead)) {
            scene.center[row] = (float) (ahead + Decay.ofOutlookError(lead) * lastError);
            scene.spread[row] = (float) (Decay.spreadOfOutlook(lead) * scene.level);
            return;
        }
        int days = (int) Math.max(1, Math.ceil(lead / DAY_HOURS));
        float sameTime = orElse(sources.residuals().at(scene.lagMs(row, days), scene.slotMs), dayMean);
        scene.center[row] = (float) (scene.base[row]
                + Decay.ofLastHour(lead) * lastHour
                + Decay.ofSameTime(lead) * sameTime
                + Decay.ofDayMean(lead) * dayMean);
        scene.spread[row] = (float) (Decay.spread(lead) * scene.level);
    }

    private static void price(Scene scene, int row, PriceFit fit, float dayMean) {
        if (row == 0 || scene.day[row] != scene.day[row - 1]) {
            fit.begin(scene.days, scene.day[row]);
        }
        boolean fitted = fit.fit(scene, row);
        scene.center[row] = fitted ? (float) fit.prediction() : scene.base[row] + dayMean;
        scene.spread[row] = fitted
                ? (float) Math.max(fit.error(), LEAST_SPREAD_OF_LEVEL * scene.level)
                : SPREAD_OF_LEVEL * scene.level;
    }

    private float level(Window target, long untilMs) {
        double sum = 0;
        int count = 0;
        for (long atMs = untilMs - levelDays * DAY_MS; atMs < untilMs; atMs += HOUR_MS) {
            double value = target.mean(atMs, atMs + HOUR_MS);
            if (!Double.isNaN(value)) {
                sum += value * value;
                count++;
            }
        }
        return count == 0 ? Float.NaN : (float) Math.max(SMALLEST_LEVEL, Math.sqrt(sum / count));
    }

    private static float orElse(float value, float other) {
        return Float.isNaN(value) ? other : value;
    }
}
