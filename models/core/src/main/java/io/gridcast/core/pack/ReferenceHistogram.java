package io.gridcast.core.pack;

import io.gridcast.core.check.Checks;
import java.util.List;

/**
 * How one feature was distributed in training, so that drift can be told from it.
 *
 * @param feature name in the feature schema
 * @param edges ascending, one more than {@code counts}
 * @param counts rows in each bin
 * @param missing rows without a value
 */
public record ReferenceHistogram(String feature, List<Double> edges, List<Long> counts, long missing) {
    public ReferenceHistogram {
        Checks.requireText("feature of a reference histogram", feature);
        edges = List.copyOf(edges);
        counts = List.copyOf(counts);
        Checks.require(
                edges.size() == counts.size() + 1,
                "reference histogram of " + feature + " has " + edges.size() + " edges, must have "
                        + (counts.size() + 1));
    }
}
