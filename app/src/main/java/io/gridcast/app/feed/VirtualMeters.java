package io.gridcast.app.feed;

import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.core.grid.Series;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets a series whose load is known only as a whole take the way that meters take: one meter stands for all of it.
 *
 * <p>A load of 1 MW over 15 minutes is a reading of 250 kWh.
 */
public final class VirtualMeters {
    private static final double LIMIT_KW = 1e9;
    private static final double KWH_A_MWH = 1000;
    private static final double HOUR_MS = Duration.ofHours(1).toMillis();

    private VirtualMeters() {}

    /** The meter's name. */
    public static String meterId(String seriesId) {
        return "all-of-" + seriesId;
    }

    /** The meter counts towards its series at all times; its limits set nothing aside. */
    public static MeterAssignment assignment(Series series) {
        return new MeterAssignment(
                meterId(series.seriesId()), series.seriesId(), Instant.EPOCH, Instant.MAX, -LIMIT_KW, LIMIT_KW);
    }

    /** A load as a reading; every other event as it is. */
    public static TimedEvent throughMeter(TimedEvent event) {
        if (!(event.fact() instanceof ObservedLoad load)) {
            return event;
        }
        double energyKwh = load.loadMw() * load.resolution().toMillis() / HOUR_MS * KWH_A_MWH;
        return new TimedEvent(
                event.availableAt(),
                new MeterReading(
                        meterId(load.seriesId()), load.slot(), load.resolution(), energyKwh, ReadingQuality.MEASURED));
    }
}
