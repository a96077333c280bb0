package io.gridcast.core.features;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.Channels;
import io.gridcast.core.history.Window;
import java.time.LocalDate;

/** Makes the column of each kind, bound to the windows that it reads. */
final class Columns {
    private static final long HOUR_MS = 3_600_000L;
    private static final int DAY_HOURS = 24;
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
            case SUMMER_TIME, CLOCK_CHANGE -> clock(feature);
            case LAG, LAG_TO_CENTER, CHANGE -> slot(feature);
            case DAY_HOUR -> new DayStatistic(sources.window(feature.channel()), feature)::value;
            case DAY_CENTER, DAY_SCALE -> ofDay(feature);
            case RECENT, RECENT_TO_CENTER, RECENT_DEVIATION, LATEST -> recent(feature);
            case RECENT_MAX, RECENT_MIN, RECENT_CHANGE, PROJECTED -> movement(feature);
            case DAY_MEAN_TO_CENTER, DAY_MIN_TO_CENTER, DAY_MAX_TO_CENTER -> day(feature);
            case BASE_TO_CENTER, RECENT_RESIDUAL, LAG_RESIDUAL -> residual(feature);
            case RECENT_OUTLOOK_ERROR, LAG_OUTLOOK_ERROR, RECENT_LOAD_OUTLOOK_ERROR -> outlookError(feature);
            case LINE_TO_CENTER -> line(feature);
            case WEATHER_REVISION -> revision(feature);
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

    private static Column clock(Feature feature) {
        int lag = feature.lag();
        return feature.kind() == FeatureKind.SUMMER_TIME
                ? (scene, row) -> scene.days.offsetMs(scene.startMs[row]) / (float) HOUR_MS
                : (scene, row) -> {
                    long nowMs = scene.days.offsetMs(scene.startMs[row]);
                    return (nowMs - scene.days.offsetMs(scene.lagMs(row, lag))) / (float) HOUR_MS;
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
        PerIssue perIssue = switch (feature.kind()) {
            case LATEST -> scene -> window.latest(scene.issuedMs, scene.issuedMs - spanMs);
            case RECENT_DEVIATION ->
                scene -> deviation(window, sources.knownUntilMs(feature.channel(), scene) - lagMs, feature.span());
            default ->
                scene -> {
                    long toMs = sources.knownUntilMs(feature.channel(), scene) - lagMs;
                    return window.mean(toMs - spanMs, toMs);
                };
        };
        Column once = once(perIssue);
        return feature.kind() == FeatureKind.RECENT_TO_CENTER
                ? (scene, row) -> once.value(scene, row) - scene.center[row]
                : once;
    }

    private Column movement(Feature feature) {
        Window window = sources.window(feature.channel());
        int lag = feature.lag();
        long lagMs = lag * HOUR_MS;
        long spanMs = feature.span() * HOUR_MS;
        return switch (feature.kind()) {
            case RECENT_CHANGE ->
                once(scene -> {
                    long toMs = sources.knownUntilMs(feature.channel(), scene);
                    return window.mean(toMs - spanMs, toMs) - window.mean(toMs - spanMs - lagMs, toMs - lagMs);
                });
            case PROJECTED -> {
                Column moved = once(scene -> {
                    long toMs = sources.knownUntilMs(feature.channel(), scene);
                    long thenMs = scene.days.daysBefore(toMs, lag);
                    return window.mean(toMs - spanMs, toMs) - window.mean(thenMs - spanMs, thenMs);
                });
                yield (scene, row) -> at(window, scene, row, lag) + moved.value(scene, row);
            }
            default ->
                once(scene -> {
                    long toMs = sources.knownUntilMs(feature.channel(), scene) - lagMs;
                    return extreme(window, toMs - spanMs, toMs, scene.slotMs, feature.kind() == FeatureKind.RECENT_MAX);
                });
        };
    }

    private static float extreme(Window window, long fromMs, long toMs, long slotMs, boolean isMax) {
        float extreme = Float.NaN;
        for (long atMs = fromMs; atMs < toMs; atMs += slotMs) {
            float value = window.mean(atMs, atMs + slotMs);
            if (Float.isNaN(extreme)) {
                extreme = value;
            } else if (!Float.isNaN(value)) {
                extreme = isMax ? Math.max(extreme, value) : Math.min(extreme, value);
            }
        }
        return extreme;
    }

    private Column day(Feature feature) {
        Window window = sources.window(feature.channel());
        var statistic = new DayStatistic(window, feature);
        return (scene, row) -> statistic.value(scene, row) - scene.center[row];
    }

    private static Column ofDay(Feature feature) {
        float[] value = new float[1];
        return (scene, row) -> {
            if (row == 0 || scene.day[row] != scene.day[row - 1]) {
                int at = scene.rowAt(scene.day[row], feature.span());
                float[] values = feature.kind() == FeatureKind.DAY_CENTER ? scene.center : scene.spread;
                value[0] = at < 0 ? Float.NaN : values[at];
            }
            return value[0];
        };
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
        if (feature.kind() == FeatureKind.RECENT_LOAD_OUTLOOK_ERROR) {
            Window load = sources.window(Channels.LOAD);
            return once(scene -> Errors.mean(
                    load,
                    outlook,
                    sources.knownUntilMs(Channels.LOAD, scene) - feature.lag() * HOUR_MS,
                    feature.span()));
        }
        return once(scene -> Errors.mean(
                target, outlook, sources.targetKnownUntilMs(scene) - feature.lag() * HOUR_MS, feature.span()));
    }

    private Column line(Feature feature) {
        Window channel = sources.window(feature.channel());
        var line = new Line(sources.target(), channel);
        return (scene, row) -> {
            if (row == 0) {
                line.fit(sources.targetKnownUntilMs(scene), feature.span() * DAY_HOURS);
            }
            return line.at(at(channel, scene, row, 0)) - scene.center[row];
        };
    }

    private Column revision(Feature feature) {
        Window newest = sources.window(Channels.forecast(feature.channel()));
        Window before = sources.window(Channels.forecastBefore(feature.channel()));
        return (scene, row) -> at(newest, scene, row, 0) - at(before, scene, row, 0);
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

    private static float deviation(Window window, long untilMs, int hours) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int back = 1; back <= hours; back++) {
            double value = window.mean(untilMs - back * HOUR_MS, untilMs - (back - 1) * HOUR_MS);
            if (!Double.isNaN(value)) {
                sum += value;
                squares += value * value;
                count++;
            }
        }
        double mean = sum / count;
        return count < 2 ? Float.NaN : (float) Math.sqrt(Math.max(0, squares / count - mean * mean));
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
