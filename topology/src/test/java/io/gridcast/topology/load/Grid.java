package io.gridcast.topology.load;

import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.core.grid.ScadaMeasurement;
import io.gridcast.core.grid.ScadaQuality;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** A small grid for stories: feeders with quarters of an hour, meters from 0 to 100 kW. */
final class Grid {
    static final Duration QUARTER = Duration.ofMinutes(15);
    static final Instant EIGHT = Instant.parse("2018-11-05T08:00:00Z");
    static final Instant NINE = Instant.parse("2018-11-05T09:00:00Z");

    private Grid() {}

    static Instant at(String time) {
        return Instant.parse("2018-11-05T" + time + "Z");
    }

    static Series feeder(String id) {
        return series(id, QUARTER, List.of());
    }

    static Series total(String id, String... members) {
        return series(id, QUARTER, List.of(members));
    }

    static Series series(String id, Duration resolution, List<String> members) {
        return new Series(
                id,
                "CH",
                "CH",
                Set.of(Target.LOAD),
                resolution,
                ZoneId.of("Europe/Zurich"),
                "CH",
                Double.NaN,
                47.4,
                8.5,
                members);
    }

    static MeterAssignment meter(String meterId, String seriesId) {
        return meter(meterId, seriesId, Instant.EPOCH, Instant.MAX);
    }

    static MeterAssignment meter(String meterId, String seriesId, Instant from, Instant to) {
        return new MeterAssignment(meterId, seriesId, from, to, 0, 100);
    }

    static MeterReading reading(String meterId, Instant start, double energyKwh) {
        return new MeterReading(meterId, start, QUARTER, energyKwh, ReadingQuality.MEASURED);
    }

    static ScadaMeasurement scada(String seriesId, Instant at, double powerMw, ScadaQuality quality) {
        return new ScadaMeasurement(seriesId, at, powerMw, quality, "station");
    }
}
