package io.gridcast.training.feed;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.MilliWattHours;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds the loads of members up as the engine does: in whole milliwatt-hours, by slots of the total; what has not been measured of a
 * member is missing from the sum and from its coverage.
 */
final class LoadTotals {
    private final Map<String, List<Series>> totalsOf = new HashMap<>();
    private final TreeMap<Slot, Sum> sums = new TreeMap<>();

    private record Slot(Instant start, String seriesId) implements Comparable<Slot> {
        @Override
        public int compareTo(Slot other) {
            int byStart = start.compareTo(other.start);
            return byStart != 0 ? byStart : seriesId.compareTo(other.seriesId);
        }
    }

    private static final class Sum {
        private final Series total;
        private long energyMilliWh;
        private long coveredMs;

        Sum(Series total) {
            this.total = total;
        }
    }

    /** @param series totals and members alike */
    LoadTotals(List<Series> series) {
        for (Series total : series) {
            total.members()
                    .forEach(member -> totalsOf.computeIfAbsent(member, any -> new ArrayList<>())
                            .add(total));
        }
    }

    /** Adds a measured load to the totals that its series belongs to. */
    void add(ObservedLoad load) {
        for (Series total : totalsOf.getOrDefault(load.seriesId(), List.of())) {
            long resolutionMs = total.resolution().toMillis();
            Instant start =
                    Instant.ofEpochMilli(Math.floorDiv(load.slot().toEpochMilli(), resolutionMs) * resolutionMs);
            Sum sum = sums.computeIfAbsent(new Slot(start, total.seriesId()), any -> new Sum(total));
            sum.energyMilliWh +=
                    MilliWattHours.of(load.loadMw(), load.resolution().toMillis());
            sum.coveredMs += load.resolution().toMillis();
        }
    }

    /** The totals, by time. */
    List<ObservedLoad> loads() {
        List<ObservedLoad> loads = new ArrayList<>(sums.size());
        sums.forEach((slot, sum) -> {
            Duration resolution = sum.total.resolution();
            double coverage = sum.coveredMs
                    / (double) (resolution.toMillis() * sum.total.members().size());
            loads.add(new ObservedLoad(
                    slot.seriesId(),
                    slot.start(),
                    resolution,
                    MilliWattHours.toMw(sum.energyMilliWh, resolution.toMillis()),
                    Math.min(1, coverage),
                    coverage < 1 ? LoadQuality.PARTLY_ESTIMATED : LoadQuality.MEASURED,
                    0));
        });
        return loads;
    }
}
