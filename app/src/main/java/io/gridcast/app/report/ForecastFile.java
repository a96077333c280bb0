package io.gridcast.app.report;

import io.gridcast.core.forecast.Forecast;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Forecasts as comma-separated lines, a slot a line: the point forecast, and a column a quantile. */
public final class ForecastFile {
    private static final Comparator<Forecast> BY_ISSUE = Comparator.comparing(Forecast::issuedAt);

    private ForecastFile() {}

    /** The newest forecast of each series and target, by name. */
    public static List<Forecast> newest(Collection<Forecast> forecasts) {
        Map<String, Forecast> newest = new TreeMap<>();
        for (Forecast forecast : forecasts) {
            newest.merge(
                    forecast.seriesId() + " " + forecast.target(),
                    forecast,
                    (one, other) -> BY_ISSUE.compare(one, other) > 0 ? one : other);
        }
        return List.copyOf(newest.values());
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @param forecasts with the same quantile levels
     */
    public static void write(Path file, List<Forecast> forecasts) {
        StringBuilder text = new StringBuilder("series_id,target,unit,issued_at,model,rung,slot,point");
        if (!forecasts.isEmpty()) {
            for (double level : forecasts.get(0).quantileLevels()) {
                text.append(String.format(Locale.ROOT, ",q%02d", Math.round(level * 100)));
            }
        }
        text.append('\n');
        forecasts.forEach(forecast -> add(text, forecast));
        ReportFile.write(file, text.toString());
    }

    private static void add(StringBuilder text, Forecast forecast) {
        int levels = forecast.quantileLevels().length;
        for (int slot = 0; slot < forecast.horizonSlots(); slot++) {
            Instant start = forecast.firstSlot().plus(forecast.resolution().multipliedBy(slot));
            text.append(forecast.seriesId()).append(',');
            text.append(forecast.target().name().toLowerCase(Locale.ROOT)).append(',');
            text.append(forecast.unit()).append(',').append(forecast.issuedAt()).append(',');
            text.append(forecast.model())
                    .append(',')
                    .append(forecast.rung().number())
                    .append(',');
            text.append(start).append(',').append(forecast.point()[slot]);
            for (int level = 0; level < levels; level++) {
                text.append(',').append(forecast.quantiles()[slot * levels + level]);
            }
            text.append('\n');
        }
    }
}
