package io.gridcast.app.replay;

import io.gridcast.app.models.PackShipment;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The models of a replay.
 *
 * @param champions deployed before the first forecast; none: forecasts stand on the lower rungs
 * @param experts mixed with the champions
 * @param shadows forecast beside them, and are scored
 * @param successors deployed in the place of champions later, by when
 */
public record ReplayModels(
        List<PackShipment> champions,
        List<PackShipment> experts,
        List<PackShipment> shadows,
        NavigableMap<Instant, List<PackShipment>> successors) {
    public ReplayModels {
        champions = List.copyOf(champions);
        experts = List.copyOf(experts);
        shadows = List.copyOf(shadows);
        successors = Collections.unmodifiableNavigableMap(new TreeMap<>(successors));
    }

    /** Without successors. */
    public ReplayModels(List<PackShipment> champions, List<PackShipment> experts, List<PackShipment> shadows) {
        this(champions, experts, shadows, Collections.emptyNavigableMap());
    }

    /** Champions alone. */
    public static ReplayModels of(List<PackShipment> champions) {
        return new ReplayModels(champions, List.of(), List.of());
    }

    /** All of them, champions first. */
    public List<PackShipment> all() {
        return Stream.concat(Stream.of(champions, experts, shadows), successors.values().stream())
                .flatMap(List::stream)
                .toList();
    }
}
