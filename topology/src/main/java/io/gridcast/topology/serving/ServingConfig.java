package io.gridcast.topology.serving;

import io.gridcast.core.check.Checks;
import java.time.Duration;

/**
 * What is kept to be asked for.
 *
 * @param keep how long series of records are kept ({@code serving.keep}), at least a day; what is newest stays
 */
public record ServingConfig(Duration keep) {
    /** Five weeks: a month of scores, and the week before each of its days. */
    public static final ServingConfig DEFAULT = new ServingConfig(Duration.ofDays(35));

    public ServingConfig {
        Checks.require(
                keep.compareTo(Duration.ofDays(1)) >= 0, "serving.keep is " + keep + ", must be a day or longer");
    }
}
