package io.gridcast.app.simulator;

import io.gridcast.app.feed.CsvLines;
import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The files of loads, prices, weather and outlooks, each fact a line or a line a step. */
final class EventFiles implements AutoCloseable {
    private static final List<String> OBSERVED = List.of(
            "temperature_c", "wind_speed_ms", "cloud_cover_pct", "irradiance_wm2", "humidity_pct", "pressure_hpa");

    private final Set<String> series;
    private final CsvLines load;
    private final CsvLines prices;
    private final CsvLines observed;
    private final CsvLines forecast;
    private final CsvLines outlook;

    /**
     * @param series whose loads are written
     */
    EventFiles(Path folder, Set<String> series) throws IOException {
        this.series = series;
        load = new CsvLines(folder.resolve("load.csv.gz"), "interval_start,series_id,load_mw");
        prices =
                new CsvLines(folder.resolve("prices.csv.gz"), "delivery_start,zone,product,price_per_mwh,published_at");
        observed = new CsvLines(
                folder.resolve("weather_observed.csv.gz"), "observed_at,zone,station," + String.join(",", OBSERVED));
        forecast = new CsvLines(
                folder.resolve("weather_forecast.csv.gz"),
                "issued_at,valid_at,zone," + String.join(",", WeatherFeed.VARIABLES));
        outlook = new CsvLines(
                folder.resolve("outlook.csv.gz"), "issued_at,valid_at,zone," + String.join(",", MarketFeed.VARIABLES));
    }

    void add(Object fact) throws IOException {
        if (fact instanceof ObservedLoad one) {
            if (series.contains(one.seriesId())) {
                load.cell(one.slot()).cell(one.seriesId()).cell(one.loadMw()).end();
            }
        } else if (fact instanceof MarketPrice one) {
            String product = one.product().name().toLowerCase(Locale.ROOT);
            prices.cell(one.deliveryStart()).cell(one.zone()).cell(product);
            prices.cell(one.price()).cell(one.publishedAt()).end();
        } else if (fact instanceof WeatherObservation one) {
            observed.cell(one.observedAt()).cell(one.zone()).cell(one.station());
            for (String variable : OBSERVED) {
                observed.cell(one.values().getOrDefault(variable, Double.NaN));
            }
            observed.end();
        } else if (fact instanceof WeatherForecast one) {
            steps(forecast, one.issuedAt(), one.zone(), one.steps());
        } else if (fact instanceof SystemOutlook one) {
            steps(outlook, one.issuedAt(), one.zone(), one.steps());
        } else {
            throw new IllegalArgumentException(
                    "no file for a " + fact.getClass().getSimpleName());
        }
    }

    private static void steps(CsvLines lines, Instant issuedAt, String zone, NamedSteps steps) throws IOException {
        for (int row = 0; row < steps.validAt().size(); row++) {
            lines.cell(issuedAt).cell(steps.validAt().get(row)).cell(zone);
            for (int column = 0; column < steps.variables().size(); column++) {
                lines.cell(steps.value(row, column));
            }
            lines.end();
        }
    }

    @Override
    public void close() throws IOException {
        for (CsvLines lines : List.of(load, prices, observed, forecast, outlook)) {
            lines.close();
        }
    }
}
