package io.gridcast.app.replay;

import io.gridcast.app.models.PackShipment;
import java.util.List;
import java.util.stream.Stream;

/**
 * The models of a replay.
 *
 * @param champions deployed before the first forecast; none: forecasts stand on the lower rungs
 * @param experts mixed with the champions
 * @param shadows forecast beside them, and are scored
 */
public record ReplayModels(List<PackShipment> champions, List<PackShipment> experts, List<PackShipment> shadows) {
    public ReplayModels {
        champions = List.copyOf(champions);
        experts = List.copyOf(experts);
        shadows = List.copyOf(shadows);
    }

    /** Champions alone. */
    public static ReplayModels of(List<PackShipment> champions) {
        return new ReplayModels(champions, List.of(), List.of());
    }

    /** All of them, champions first. */
    public List<PackShipment> all() {
        return Stream.of(champions, experts, shadows).flatMap(List::stream).toList();
    }
}
