package io.gridcast.app.live;

import io.gridcast.core.forecast.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The newest forecasts as a table for people: what is expected next, at the same time tomorrow, and between which bounds. */
public final class ForecastTable {
    private static final String HEAD = "%-12s %-6s %-17s %5s %-26s %28s %28s%n";
    private static final String ROW = "%-12s %-6s %-17s %5d %-26s %28s %28s%n";
    private static final Duration DAY = Duration.ofDays(1);

    private ForecastTable() {}

    /** One line a series and target. */
    public static String format(List<Forecast> forecasts) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT, HEAD, "series", "target", "issued (UTC)", "rung", "model", "first slot", "a day later"));
        for (Forecast forecast : forecasts) {
            table.append(String.format(
                    Locale.ROOT,
                    ROW,
                    forecast.seriesId(),
                    forecast.target().name().toLowerCase(Locale.ROOT),
                    minute(forecast.issuedAt()),
                    forecast.rung().number(),
                    shortened(forecast.model().toString()),
                    cell(forecast, 0),
                    cell(forecast, (int) (DAY.toMillis() / forecast.resolution().toMillis()))));
        }
        return table.toString();
    }

    private static String cell(Forecast forecast, int row) {
        if (row >= forecast.horizonSlots()) {
            return "-";
        }
        int levels = forecast.quantileLevels().length;
        float low = forecast.quantiles()[row * levels];
        float high = forecast.quantiles()[row * levels + levels - 1];
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f] %s", forecast.point()[row], low, high, forecast.unit());
    }

    private static String minute(Instant instant) {
        return instant.toString().substring(0, 16).replace('T', ' ');
    }

    private static String shortened(String model) {
        return model.length() <= 26 ? model : model.substring(0, 25) + "…";
    }
}
