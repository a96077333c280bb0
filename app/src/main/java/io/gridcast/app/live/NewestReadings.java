package io.gridcast.app.live;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes from the newest reading that a load forecast is made of to the forecast. Loads do not say when their readings came,
 * but their ticks bound it: a slot of which all was measured closed at the first tick behind its last reading, so that one came after
 * the tick before; where something is missing, the readings that are there came after the slot had ended; an estimate is no reading at
 * all. From that earliest moment it is counted, so no reading waited longer: a feed that is dead shows as a latency that grows.
 *
 * <p>Engine time and wall time are added: ticks up to the issue, and what the engine needed since that tick was sent. One entry a series is
 * kept. For one thread.
 */
final class NewestReadings {
    private final Consumer<Duration> latencies;
    private final Map<String, Newest> newest = new HashMap<>();
    private final Map<String, Waiting> waiting = new HashMap<>();

    /** @param latencies gets one of each load forecast whose newest reading is known */
    NewestReadings(Consumer<Duration> latencies) {
        this.latencies = latencies;
    }

    /** @param cameFrom no reading came before; null while none is known */
    private record Newest(Instant slot, @Nullable Instant cameFrom) {}

    /** A forecast that was read before the load that it is made of: these are two topics. */
    private record Waiting(Instant slot, Instant issuedAt, Duration step) {}

    /**
     * A load was observed.
     *
     * @param tickBefore the tick before the one at which it was, if that was seen
     */
    void observed(ObservedLoad load, Optional<Instant> tickBefore) {
        Newest before = newest.getOrDefault(load.seriesId(), new Newest(load.slot(), null));
        newest.put(
                load.seriesId(),
                new Newest(
                        later(before.slot(), load.slot()),
                        cameFrom(load, tickBefore)
                                .map(from -> later(before.cameFrom(), from))
                                .orElse(before.cameFrom())));
        Waiting forecast = waiting.get(load.seriesId());
        if (forecast != null && !load.slot().isBefore(forecast.slot())) {
            waiting.remove(load.seriesId());
            tell(load.seriesId(), forecast);
        }
    }

    /** @param step wall time since the tick at which it was issued was sent */
    void issued(Forecast forecast, Duration step) {
        if (forecast.target() != Target.LOAD || forecast.lastSlotKnown().equals(Instant.EPOCH)) {
            return;
        }
        Waiting issued = new Waiting(forecast.lastSlotKnown(), forecast.issuedAt(), step);
        Newest known = newest.get(forecast.seriesId());
        if (known == null || known.slot().isBefore(issued.slot())) {
            waiting.put(forecast.seriesId(), issued);
        } else {
            tell(forecast.seriesId(), issued);
        }
    }

    private void tell(String seriesId, Waiting forecast) {
        Newest known = newest.get(seriesId);
        if (known != null && known.cameFrom() != null && !known.cameFrom().isAfter(forecast.issuedAt())) {
            latencies.accept(
                    Duration.between(known.cameFrom(), forecast.issuedAt()).plus(forecast.step()));
        }
    }

    private static Optional<Instant> cameFrom(ObservedLoad load, Optional<Instant> tickBefore) {
        if (load.quality() == LoadQuality.ESTIMATED) {
            return Optional.empty();
        }
        return load.coverage() < 1 && load.revision() == 0 ? Optional.of(load.slotEnd()) : tickBefore;
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }
}
