package io.gridcast.core.pack;

import io.gridcast.core.check.Checks;
import java.util.List;

/**
 * How one variable of one series was distributed in training, so that drift can be told from it: a feature, the model's output or
 * its error, as means by UTC day, less what is usual on such a day, in units of how much such days usually
 * differ.
 *
 * @param feature name in the feature schema, or of another variable in brackets
 * @param edges ascending, one more than {@code counts}
 * @param counts days in each bin
 * @param missing rows without a value
 * @param series the series; empty for all
 * @param usual coefficients of what is usual on a day of the year and the week, which was taken off before; empty for nothing
 * @param spread coefficients of the logarithm of how much days of that time of the year usually differ, by which the rest was divided;
 *     empty for 1
 * @param autocorrelation how much a day is like the one before, 0 to 1
 */
public record ReferenceHistogram(
        String feature,
        List<Double> edges,
        List<Long> counts,
        long missing,
        String series,
        List<Double> usual,
        List<Double> spread,
        double autocorrelation) {
    public ReferenceHistogram {
        Checks.requireText("feature of a reference histogram", feature);
        edges = List.copyOf(edges);
        counts = List.copyOf(counts);
        usual = List.copyOf(usual);
        spread = List.copyOf(spread);
        Checks.require(
                edges.size() == counts.size() + 1,
                "reference histogram of " + feature + " has " + edges.size() + " edges, must have "
                        + (counts.size() + 1));
        Checks.require(
                autocorrelation >= 0 && autocorrelation < 1,
                "autocorrelation of " + feature + " is " + autocorrelation + ", must be 0 to 1");
    }

    /** One of all series, with nothing taken off. */
    public ReferenceHistogram(String feature, List<Double> edges, List<Long> counts, long missing) {
        this(feature, edges, counts, missing, "", List.of(), List.of(), 0);
    }
}
