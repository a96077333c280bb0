package io.gridcast.tests.replay;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is replayed.
 *
 * @param data feed files
 * @param packs models to forecast with
 * @param from first forecast
 * @param to what becomes known later is left out
 */
public record ReplayOrder(Path data, Path packs, Instant from, Instant to) {
    /** The arguments of {@code gridcast replay} that say so. */
    public List<String> arguments() {
        return List.of(
                "replay",
                "--data",
                data.toString(),
                "--packs",
                packs.toString(),
                "--from",
                from.toString(),
                "--to",
                to.toString());
    }

    /** Where on the period's time a share of it, 0 to 1, has passed. */
    public Instant at(double share) {
        return from.plusMillis((long) (share * Duration.between(from, to).toMillis()));
    }
}
