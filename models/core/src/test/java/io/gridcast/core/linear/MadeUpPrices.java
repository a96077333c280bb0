package io.gridcast.core.linear;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.ChannelKey;
import io.gridcast.core.history.HeapBlocks;
import io.gridcast.core.history.Window;
import io.gridcast.core.history.Windows;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Prices of one zone that follow an outlook and the prices of the day before. */
final class MadeUpPrices {
    static final int HOURS = 24;
    static final long HOUR_MS = 3_600_000L;
    static final int FIRST = (int) LocalDate.parse("2022-01-01").toEpochDay();

    final LocalDays days = new LocalDays(ZoneId.of("Europe/Berlin"), "DE");
    final double[] truth = new double[HOURS];

    private final Windows windows = new Windows(new HeapBlocks());
    final Window price = windows.of(ChannelKey.zone("DE", "price.day_ahead"));
    final Window outlook = windows.of(ChannelKey.zone("DE", "outlook.load_forecast_mw"));

    private final DoubleUnaryOperator ofOutlook;
    private final boolean ofDays;

    /** By a line, from an outlook whose hours differ each for itself. */
    MadeUpPrices() {
        this(outlook -> 0.08 * outlook, false);
    }

    /**
     * @param ofOutlook what the outlook, less its usual 500 MW, adds to a price
     * @param ofDays whether the outlook differs from one day to another by as much at all hours
     */
    MadeUpPrices(DoubleUnaryOperator ofOutlook, boolean ofDays) {
        this.ofOutlook = ofOutlook;
        this.ofDays = ofDays;
    }

    /** Fills in all until a day, whose prices go to {@link #truth} alone. @param noise deviation of what nothing explains */
    void fill(int until, double noise) {
        var random = new Random(11);
        double[] before = new double[HOURS];
        for (int day = FIRST; day <= until; day++) {
            double ofDay = ofDays ? random.nextGaussian() : 0;
            for (long atMs = days.startMs(day); atMs < days.startMs(day + 1); atMs += HOUR_MS) {
                int hour = days.minuteOfDay(atMs) / 60;
                double load =
                        500 + 100 * Math.sin(hour / 4.0) + 60 * (ofDays ? ofDay : random.nextGaussian()) - day % 7 * 10;
                truth[hour] =
                        20 + 0.5 * before[hour] + ofOutlook.applyAsDouble(load - 500) + noise * random.nextGaussian();
                before[hour] = truth[hour];
                outlook.put(atMs, atMs + HOUR_MS, (float) load);
                price.put(atMs, atMs + HOUR_MS, day < until ? (float) truth[hour] : Float.NaN);
            }
        }
    }
}
