package io.gridcast.serdes.codec;

import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import io.gridcast.serdes.avro.AvroReader;
import io.gridcast.serdes.avro.AvroWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Codecs of what comes for a zone: weather, prices and outlooks. */
public final class FeedCodecs {
    /** Weather observations. */
    public static final Codec<WeatherObservation> WEATHER_OBSERVATION =
            Codec.of("WeatherObservation", FeedCodecs::write, FeedCodecs::weatherObservation);

    /** Weather forecasts. */
    public static final Codec<WeatherForecast> WEATHER_FORECAST =
            Codec.of("WeatherForecast", FeedCodecs::write, FeedCodecs::weatherForecast);

    /** Market prices. */
    public static final Codec<MarketPrice> MARKET_PRICE =
            Codec.of("MarketPrice", FeedCodecs::write, FeedCodecs::marketPrice);

    /** Outlooks of the system operator. */
    public static final Codec<SystemOutlook> SYSTEM_OUTLOOK =
            Codec.of("SystemOutlook", FeedCodecs::write, FeedCodecs::systemOutlook);

    private static final MarketProduct[] PRODUCTS = MarketProduct.values();

    private FeedCodecs() {}

    private static void write(WeatherObservation observation, AvroWriter out) {
        out.string(observation.zone());
        out.string(observation.station());
        out.instant(observation.observedAt());
        out.map(observation.values(), (value, o) -> o.float64(value));
    }

    private static WeatherObservation weatherObservation(AvroReader in) {
        return new WeatherObservation(
                in.string(), in.string(), in.instant(), in.map(Double.BYTES, AvroReader::float64));
    }

    private static void write(WeatherForecast forecast, AvroWriter out) {
        out.string(forecast.zone());
        out.instant(forecast.issuedAt());
        write(forecast.steps(), out);
    }

    private static WeatherForecast weatherForecast(AvroReader in) {
        return new WeatherForecast(in.string(), in.instant(), namedSteps(in));
    }

    private static void write(MarketPrice price, AvroWriter out) {
        out.string(price.zone());
        out.symbol(price.product());
        out.instant(price.deliveryStart());
        out.duration(price.resolution());
        out.float64(price.price());
        out.string(price.currency());
        out.instant(price.publishedAt());
    }

    private static MarketPrice marketPrice(AvroReader in) {
        return new MarketPrice(
                in.string(), in.symbol(PRODUCTS), in.instant(), in.duration(), in.float64(), in.string(), in.instant());
    }

    private static void write(SystemOutlook outlook, AvroWriter out) {
        out.string(outlook.zone());
        out.instant(outlook.issuedAt());
        write(outlook.steps(), out);
    }

    private static SystemOutlook systemOutlook(AvroReader in) {
        return new SystemOutlook(in.string(), in.instant(), namedSteps(in));
    }

    private static void write(NamedSteps steps, AvroWriter out) {
        int columns = steps.variables().size();
        int rows = steps.validAt().size();
        out.list(steps.variables(), (variable, o) -> o.string(variable));
        if (rows > 0) {
            out.int64(rows);
        }
        for (int row = 0; row < rows; row++) {
            out.instant(steps.validAt().get(row));
            out.doubles(steps.values(), row * columns, columns);
        }
        out.int64(0);
    }

    private static NamedSteps namedSteps(AvroReader in) {
        List<String> variables = in.list(1, AvroReader::string);
        int columns = variables.size();
        List<Instant> validAt = new ArrayList<>();
        double[] values = new double[0];
        // A step holds at least its time and the end of its array, and a value for each variable.
        int leastBytes = 2 + columns * Double.BYTES;
        for (int count = in.block(leastBytes); count > 0; count = in.block(leastBytes)) {
            int needed = (validAt.size() + count) * columns;
            if (needed > values.length) {
                values = Arrays.copyOf(values, values.length == 0 ? needed : Math.max(needed, 2 * values.length));
            }
            for (int i = 0; i < count; i++) {
                validAt.add(in.instant());
                in.doubles(values, (validAt.size() - 1) * columns, columns);
            }
        }
        int size = validAt.size() * columns;
        return new NamedSteps(variables, validAt, values.length == size ? values : Arrays.copyOf(values, size));
    }
}
