package io.gridcast.topology.evaluation;

import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.history.Blocks;
import io.gridcast.core.history.ChannelKey;
import io.gridcast.core.history.Channels;
import io.gridcast.core.history.Knowledge;
import io.gridcast.core.history.Window;
import io.gridcast.core.history.Windows;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.SystemOutlook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What happened, and what the system operator had expected, as far as it is known. One thread at a time. */
public final class Observations {
    private static final String LOAD_FORECAST = "load_forecast_mw";

    /** Days decoded a channel: those just written, the one that is scored, and the one a week before it. */
    private static final int CACHED_DAYS = 16;

    private final Windows windows;
    private final Knowledge outlooks;

    /** Kept in {@code blocks}. */
    public Observations(Blocks blocks) {
        windows = new Windows(blocks, CACHED_DAYS);
        outlooks = new Knowledge(windows);
    }

    /**
     * Takes a load in, and tells whether that changes anything; where nothing was measured there is no value, for a model is not scored
     * against an estimate.
     */
    public boolean changes(ObservedLoad load) {
        boolean measured = load.coverage() > 0 && load.quality() != LoadQuality.ESTIMATED;
        return changes(
                loads(load.seriesId()),
                load.slot().toEpochMilli(),
                load.slotEnd().toEpochMilli(),
                measured ? (float) load.loadMw() : Float.NaN);
    }

    /** Takes a day-ahead price in, and tells whether that changes anything. */
    public boolean changes(MarketPrice price) {
        long fromMs = price.deliveryStart().toEpochMilli();
        return changes(prices(price.zone()), fromMs, fromMs + price.resolution().toMillis(), (float) price.price());
    }

    /** Takes the load that an outlook expects; a step that had begun when it became known is no forecast, and is left out. */
    public void take(SystemOutlook outlook, long knownAtMs) {
        NamedSteps steps = outlook.steps();
        int column = steps.variables().indexOf(LOAD_FORECAST);
        if (column < 0) {
            return;
        }
        List<Instant> validAt = new ArrayList<>();
        double[] values = new double[steps.validAt().size()];
        for (int row = 0; row < steps.validAt().size(); row++) {
            if (steps.validAt().get(row).toEpochMilli() >= knownAtMs) {
                values[validAt.size()] = steps.value(row, column);
                validAt.add(steps.validAt().get(row));
            }
        }
        if (!validAt.isEmpty()) {
            double[] kept = Arrays.copyOf(values, validAt.size());
            outlooks.apply(new SystemOutlook(
                    outlook.zone(), outlook.issuedAt(), new NamedSteps(List.of(LOAD_FORECAST), validAt, kept)));
        }
    }

    /** Loads of a series, MW. */
    public Window loads(String seriesId) {
        return windows.of(ChannelKey.series(seriesId, Channels.LOAD));
    }

    /** Day-ahead prices of a zone. */
    public Window prices(String zone) {
        return windows.of(ChannelKey.zone(zone, Channels.PRICE_DAY_AHEAD));
    }

    /** Loads that the system operator expected of a zone, MW; the newest outlook of each slot. */
    public Window expectedLoads(String zone) {
        return windows.of(ChannelKey.zone(zone, Channels.outlook(LOAD_FORECAST)));
    }

    private static boolean changes(Window window, long fromMs, long toMs, float value) {
        if (Float.compare(window.mean(fromMs, toMs), value) == 0) {
            return false;
        }
        window.put(fromMs, toMs, value);
        return true;
    }
}
