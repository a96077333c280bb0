package io.gridcast.core.features;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.Window;
import java.time.LocalDate;

/** Makes the column of each kind, bound to the windows that it reads. */
final class Columns {
    private static final long HOUR_MS = 3_600_000L;
    private static final double COOLING_FROM_C = 22;
    private static final double HEATING_FROM_C = 16;

    private final Sources sources;

    Columns(Sources sources) {
        this.sources = sources;
    }

    Column of(Feature feature) {
        Column column = plain(feature);
        return feature.isScaled() ? (scene, row) -> column.value(scene, row) / scene.level : column;
    }

    private Column plain(Feature feature) {
        return switch (feature.kind()) {
            case CENTER -> (scene, row) -> scene.center[row];
            case SCALE -> (scene, row) -> scene.spread[row];
            case LEAD, HOUR, WEEKDAY, LIKE_WEEKDAY, DAY_OF_YEAR, HOLIDAY, BRIDGE -> calendar(feature);
            case LAG, LAG_TO_CENTER, CHANGE -> slot(feature);
            case DAY_HOUR -> new DayStatistic(sources.window(feature.channel()), feature)::value;
            case RECENT, RECENT_TO_CENTER, LATEST -> recent(feature);
            case DAY_MEAN_TO_CENTER, DAY_MIN_TO_CENTER, DAY_MAX_TO_CENTER -> day(feature);
            case BASE_TO_CENTER, RECENT_RESIDUAL, LAG_RESIDUAL -> residual(feature);
            case RECENT_OUTLOOK_ERROR, LAG_OUTLOOK_ERROR -> outlookError(feature);
            case EXPECTED_WEATHER, EXPECTED_WEATHER_TO_BASE, COOLING, HEATING -> weather(feature);
        };
    }

    private static Column calendar(Feature feature) {
        int lag = feature.lag();
        return switch (feature.kind()) {
            case LEAD -> (scene, row) -> scene.leadHours(row);
            case HOUR -> (scene, row) -> scene.days.minuteOfDay(scene.startMs[row]) / 60f;
            case WEEKDAY -> (scene, row) -> LocalDays.weekday(scene.day[row]);
            case LIKE_WEEKDAY -> (scene, row) -> scene.days.likeWeekday(scene.day[row]);
            case DAY_OF_YEAR ->
                (scene, row) -> LocalDate.ofEpochDay(scene.day[row]).getDayOfYear();
            case HOLIDAY -> (scene, row) -> scene.days.holidayShare(scene.day[row] - lag);
            default -> (scene, row) -> scene.days.isBridge(scene.day[row]) ? 1 : 0;
        };
    }

    private Column slot(Feature feature) {
        Window window = sources.window(feature.channel());
        int lag = feature.lag();
        return switch (feature.kind()) {
            case LAG -> (scene, row) -> at(window, scene, row, lag);
            case LAG_TO_CENTER -> (scene, row) -> at(window, scene, row, lag) - scene.center[row];
            default -> (scene, row) -> at(window, scene, row, 0) - at(window, scene, row, lag);
        };
    }

    private Column recent(Feature feature) {
        Window window = sources.window(feature.channel());
        long lagMs = feature.lag() * HOUR_MS;
        long spanMs = feature.span() * HOUR_MS;
        PerIssue perIssue = feature.kind() == FeatureKind.LATEST
                ? scene -> window.latest(scene.issuedMs, scene.issuedMs - spanMs)
                : scene -> {
                    long toMs = sources.knownUntilMs(feature.channel(), scene) - lagMs;
                    return window.mean(toMs - spanMs, toMs);
                };
        Column once = once(perIssue);
        return feature.kind() == FeatureKind.RECENT_TO_CENTER
                ? (scene, row) -> once.value(scene, row) - scene.center[row]
                : once;
    }

    private Column day(Feature feature) {
        Window window = sources.window(feature.channel());
        var statistic = new DayStatistic(window, feature);
        return (scene, row) -> statistic.value(scene, row) - scene.center[row];
    }

    private Column residual(Feature feature) {
        Residuals residuals = sources.residuals();
        int lag = feature.lag();
        return switch (feature.kind()) {
            case BASE_TO_CENTER -> (scene, row) -> scene.base[row] - scene.center[row];
            case RECENT_RESIDUAL -> once(scene -> residuals.mean(lag, feature.span()));
            default -> (scene, row) -> residuals.at(scene.lagMs(row, lag), scene.slotMs);
        };
    }

    private Column outlookError(Feature feature) {
        Window outlook = sources.window(feature.channel());
        Window target = sources.target();
        if (feature.kind() == FeatureKind.LAG_OUTLOOK_ERROR) {
            int lag = feature.lag();
            return (scene, row) -> at(target, scene, row, lag) - at(outlook, scene, row, lag);
        }
        return once(scene -> Errors.mean(
                target, outlook, sources.targetKnownUntilMs(scene) - feature.lag() * HOUR_MS, feature.span()));
    }

    private Column weather(Feature feature) {
        ExpectedWeather weather = sources.weather(feature.channel());
        return switch (feature.kind()) {
            case EXPECTED_WEATHER -> weather::value;
            case EXPECTED_WEATHER_TO_BASE -> (scene, row) -> weather.value(scene, row) - weather.ofBase(scene, row);
            case COOLING -> (scene, row) -> above(weather.value(scene, row), COOLING_FROM_C);
            default -> (scene, row) -> above(-weather.value(scene, row), -HEATING_FROM_C);
        };
    }

    private static float above(float value, double limit) {
        return (float) Math.max(0, value - limit);
    }

    private static float at(Window window, Scene scene, int row, int lagDays) {
        long fromMs = scene.lagMs(row, lagDays);
        return window.mean(fromMs, fromMs + scene.slotMs);
    }

    /** What is the same for all rows of an issue is made at its first row. */
    private static Column once(PerIssue perIssue) {
        float[] value = new float[1];
        return (scene, row) -> {
            if (row == 0) {
                value[0] = perIssue.value(scene);
            }
            return value[0];
        };
    }

    /** A value that all rows of an issue share. */
    private interface PerIssue {
        float value(Scene scene);
    }
}
