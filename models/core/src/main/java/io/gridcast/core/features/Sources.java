package io.gridcast.core.features;

import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.ChannelKey;
import io.gridcast.core.history.Channels;
import io.gridcast.core.history.Window;
import io.gridcast.core.history.Windows;
import java.util.HashMap;
import java.util.Map;

/** Where the columns of one series and target read from. */
final class Sources {
    private final Series series;
    private final Target kind;
    private final Windows windows;
    private final LikeDays likeDays;
    private final Window target;
    private final Residuals residuals;
    private final Map<String, ExpectedWeather> weather = new HashMap<>();

    Sources(Series series, Target kind, ChannelKey target, Windows windows, LikeDays likeDays) {
        this.series = series;
        this.kind = kind;
        this.windows = windows;
        this.likeDays = likeDays;
        this.target = windows.of(target);
        this.residuals = new Residuals(this.target, likeDays);
    }

    /** The window of a channel: loads are the series' own, weather is its weather zone's, the rest its price zone's. */
    Window window(String channel) {
        if (channel.startsWith(Channels.LOAD)) {
            return windows.of(ChannelKey.series(series.seriesId(), channel));
        }
        String zone = channel.startsWith("weather.") ? series.weatherZone() : series.priceZone();
        return windows.of(ChannelKey.zone(zone, channel));
    }

    Window target() {
        return target;
    }

    LikeDays likeDays() {
        return likeDays;
    }

    Residuals residuals() {
        return residuals;
    }

    /** Prices are known up to the first slot of a day-ahead forecast, all else up to the issue. */
    long knownUntilMs(String channel, Scene scene) {
        return channel.startsWith("price.") ? scene.firstMs : Math.min(scene.issuedMs, scene.firstMs);
    }

    long targetKnownUntilMs(Scene scene) {
        return kind == Target.LOAD ? Math.min(scene.issuedMs, scene.firstMs) : scene.firstMs;
    }

    ExpectedWeather weather(String variable) {
        return weather.computeIfAbsent(
                variable,
                any -> new ExpectedWeather(
                        window(Channels.observed(variable)), window(Channels.forecast(variable)), likeDays));
    }
}
