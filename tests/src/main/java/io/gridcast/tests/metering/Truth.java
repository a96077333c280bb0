package io.gridcast.tests.metering;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.Series;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** What the readings of a data set add up to, straight from the data and by nothing of the engine. */
final class Truth {
    private static final double KWH_A_MWH = 1000;
    private static final double HOUR_MS = Duration.ofHours(1).toMillis();

    private final Map<Slot, Double> energyKwh = new HashMap<>();
    private final Map<String, Series> seriesByMeter = new HashMap<>();
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private Duration interval = Duration.ZERO;
    private long readings;

    /** A slot of a series, by its start. */
    record Slot(String seriesId, Instant start) {}

    private Truth() {}

    static Truth of(MeteringData data) {
        Truth truth = new Truth();
        Map<String, Series> series = new HashMap<>();
        data.series().forEach(each -> series.put(each.seriesId(), each));
        for (MeterAssignment meter : data.meters()) {
            truth.seriesByMeter.put(meter.meterId(), series.get(meter.seriesId()));
        }
        for (Iterator<TimedEvent> events = data.readings().get(); events.hasNext(); ) {
            truth.add((MeterReading) events.next().fact());
        }
        if (truth.readings == 0) {
            throw new ExplainedException(
                    "the data holds no reading of a meter",
                    "there is nothing to sum",
                    "name a folder with meter_readings.csv");
        }
        return truth;
    }

    private void add(MeterReading reading) {
        Series series = seriesByMeter.get(reading.meterId());
        if (series == null) {
            return;
        }
        long startMs = reading.intervalStart().toEpochMilli();
        long slotMs = startMs - Math.floorMod(startMs, series.resolution().toMillis());
        energyKwh.merge(new Slot(series.seriesId(), Instant.ofEpochMilli(slotMs)), reading.energyKwh(), Double::sum);
        first = reading.intervalStart().isBefore(first) ? reading.intervalStart() : first;
        last = reading.intervalEnd().isAfter(last) ? reading.intervalEnd() : last;
        interval = reading.interval();
        readings++;
    }

    /** Mean load of each slot, MW. */
    Map<Slot, Double> loadsMw() {
        Map<Slot, Double> loads = new HashMap<>();
        Map<String, Series> byId = new HashMap<>();
        seriesByMeter.values().forEach(series -> byId.put(series.seriesId(), series));
        energyKwh.forEach((slot, kwh) -> {
            Series series = byId.get(slot.seriesId());
            if (series != null) {
                loads.put(slot, kwh / KWH_A_MWH / (series.resolution().toMillis() / HOUR_MS));
            }
        });
        return loads;
    }

    /** How many readings there are of known meters. */
    long readings() {
        return readings;
    }

    /** Start of the first reading. */
    Instant first() {
        return first;
    }

    /** End of the last reading. */
    Instant last() {
        return last;
    }

    /** Length of a reading's interval. */
    Duration interval() {
        return interval;
    }
}
