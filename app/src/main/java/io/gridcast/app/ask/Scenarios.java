package io.gridcast.app.ask;

import io.gridcast.core.scenario.ScenarioPaths;
import java.time.Instant;
import java.util.List;

/**
 * Paths of a series over the horizon.
 *
 * @param issuedAt when the forecasts were issued whose margins they have, the later one of load and price
 * @param issues past issues that their dependence was learnt from
 * @param seed that they were drawn by; the same one gives the same paths
 * @param targets one each target that is open: load before price
 */
public record Scenarios(String seriesId, Instant issuedAt, int issues, long seed, List<ScenarioPaths> targets) {
    public Scenarios {
        targets = List.copyOf(targets);
    }

    /** How many there are. */
    public int paths() {
        return targets.get(0).values().length;
    }
}
