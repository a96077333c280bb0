package io.gridcast.core.history;

import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that is known so far, as channels: apply events in the order in which they became known, and what the windows hold
 * is what could have been known at that time. Streams and training both fill their windows through this class, so that
 * features made from them are equal bit for bit.
 *
 * <p>A later event about the same slot replaces the earlier one, except that an older run of a forecast never replaces a
 * newer one. Of weather forecasts the run before the newest is kept, too. One thread at a time.
 */
public final class Knowledge {
    private static final long LONGEST_STEP_MS = 6 * 3_600_000L;
    private static final double HOUR_MS = 3_600_000.0;

    private final Windows windows;
    private final StationMean stationMean;

    public Knowledge(Windows windows) {
        this.windows = windows;
        this.stationMean = new StationMean(windows);
    }

    /** The windows that it fills. */
    public Windows windows() {
        return windows;
    }

    /** A load counts as missing where nothing of it was measured. */
    public void apply(ObservedLoad load) {
        boolean measured = load.coverage() > 0 && load.quality() != LoadQuality.ESTIMATED;
        float loadMw = measured ? (float) load.loadMw() : Float.NaN;
        windows.put(ChannelKey.series(load.seriesId(), Channels.LOAD), load.slot(), load.resolution(), loadMw);
        windows.put(ChannelKey.series(load.seriesId(), Channels.COVERAGE), load.slot(), load.resolution(), (float)
                load.coverage());
    }

    /** Values that {@link WeatherBounds} refuses are ignored. */
    public void apply(WeatherObservation observation) {
        long atMs = Window.finest(observation.observedAt().toEpochMilli());
        for (Map.Entry<String, Double> entry : observation.values().entrySet()) {
            String variable = entry.getKey();
            double value = entry.getValue();
            if (WeatherBounds.plausible(variable, value)) {
                float mean = stationMean.put(observation.zone(), variable, observation.station(), atMs, (float) value);
                Window window = windows.of(ChannelKey.zone(observation.zone(), Channels.observed(variable)));
                window.put(atMs, window.slotEndMs(atMs), mean);
            }
        }
    }

    /** Values that {@link WeatherBounds} refuses are ignored. */
    public void apply(WeatherForecast forecast) {
        apply(forecast.zone(), Channels.WEATHER_FORECAST_AGE, forecast.issuedAt(), forecast.steps(), true);
    }

    /** Each product has its own channel. */
    public void apply(MarketPrice price) {
        windows.put(
                ChannelKey.zone(price.zone(), Channels.price(price.product())),
                price.deliveryStart(),
                price.resolution(),
                (float) price.price());
    }

    /** Replaces, slot by slot, what an older outlook said. */
    public void apply(SystemOutlook outlook) {
        apply(outlook.zone(), Channels.OUTLOOK_AGE, outlook.issuedAt(), outlook.steps(), false);
    }

    private void apply(String zone, String ageChannel, Instant issuedAt, NamedSteps steps, boolean isWeather) {
        Window age = windows.of(ChannelKey.zone(zone, ageChannel));
        List<String> variables = steps.variables();
        Window[] targets = new Window[variables.size()];
        Window[] before = new Window[isWeather ? variables.size() : 0];
        for (int column = 0; column < targets.length; column++) {
            String variable = variables.get(column);
            String channel = isWeather ? Channels.forecast(variable) : Channels.outlook(variable);
            targets[column] = windows.of(ChannelKey.zone(zone, channel));
            if (isWeather) {
                before[column] = windows.of(ChannelKey.zone(zone, Channels.forecastBefore(variable)));
            }
        }
        for (int row = 0; row < steps.validAt().size(); row++) {
            long fromMs = steps.validAt().get(row).toEpochMilli();
            long toMs = fromMs + stepMs(steps, row);
            float ageHours = (float) ((fromMs - issuedAt.toEpochMilli()) / HOUR_MS);
            float known = age.at(fromMs);
            if (known < ageHours) {
                continue;
            }
            age.put(fromMs, toMs, ageHours);
            for (int column = 0; column < targets.length; column++) {
                double value = steps.value(row, column);
                boolean usable =
                        isWeather ? WeatherBounds.plausible(variables.get(column), value) : Double.isFinite(value);
                if (usable) {
                    if (isWeather && ageHours < known) {
                        before[column].put(fromMs, toMs, targets[column].mean(fromMs, toMs));
                    }
                    targets[column].put(fromMs, toMs, (float) value);
                }
            }
        }
    }

    /** A step holds until the next one; the last one as long as the one before, one hour where it is alone. */
    private static long stepMs(NamedSteps steps, int row) {
        List<Instant> validAt = steps.validAt();
        int last = validAt.size() - 1;
        if (last == 0) {
            return 3_600_000L;
        }
        int from = Math.min(row, last - 1);
        long gapMs = validAt.get(from + 1).toEpochMilli() - validAt.get(from).toEpochMilli();
        return row == last || gapMs <= LONGEST_STEP_MS ? Math.min(gapMs, LONGEST_STEP_MS) : 3_600_000L;
    }
}
