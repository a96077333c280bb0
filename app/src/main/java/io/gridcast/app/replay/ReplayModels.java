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
 * @param first deployed before the first forecast; without champions forecasts stand on the lower rungs
 * @param shadows forecast beside them, and are scored
 * @param successors take over from them later, by when they are deployed
 */
public record ReplayModels(Round first, List<PackShipment> shadows, NavigableMap<Instant, Round> successors) {
    public ReplayModels {
        shadows = List.copyOf(shadows);
        successors = Collections.unmodifiableNavigableMap(new TreeMap<>(successors));
    }

    /**
     * Models that are deployed together.
     *
     * @param experts mixed with the champions
     */
    public record Round(List<PackShipment> champions, List<PackShipment> experts) {
        public Round {
            champions = List.copyOf(champions);
            experts = List.copyOf(experts);
        }

        /** What forecasts stand on. */
        List<PackShipment> all() {
            return Stream.concat(champions.stream(), experts.stream()).toList();
        }
    }

    /** Champions alone, which stay. */
    public static ReplayModels of(List<PackShipment> champions) {
        return new ReplayModels(new Round(champions, List.of()), List.of(), Collections.emptyNavigableMap());
    }

    /** With more experts from the beginning, and shadows. */
    public ReplayModels and(List<PackShipment> experts, List<PackShipment> others) {
        return new ReplayModels(
                new Round(first.champions, concat(first.experts, experts)), concat(shadows, others), successors);
    }

    /** All of them, champions first. */
    public List<PackShipment> all() {
        return Stream.of(
                        first.all().stream(),
                        shadows.stream(),
                        successors.values().stream().flatMap(round -> round.all().stream()))
                .flatMap(packs -> packs)
                .toList();
    }

    private static List<PackShipment> concat(List<PackShipment> some, List<PackShipment> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
