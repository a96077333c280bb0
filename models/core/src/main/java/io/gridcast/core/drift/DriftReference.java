package io.gridcast.core.drift;

import io.gridcast.core.pack.ReferenceHistogram;
import java.util.Arrays;
import java.util.List;

/**
 * Places a day's value among those of training: its share of training days that lay lower, after what is usual for the day of the
 * year and the week has been taken off both, in units of how much days of that time of the year usually differ. While nothing changes, places are spread evenly over 0 to 1 (the probability
 * integral transform, Rosenblatt 1952), whatever the variable.
 */
public final class DriftReference {
    /** How far beyond training, as a share of its range, a value is out of it. */
    private static final double MARGIN = 0.25;

    private final String variable;
    private final List<Double> usual;
    private final List<Double> spread;
    private final double[] edges;
    private final double[] below;
    private final double autocorrelation;

    /** Reads a pack's histogram of days. */
    public DriftReference(ReferenceHistogram histogram) {
        variable = histogram.feature();
        usual = histogram.usual();
        spread = histogram.spread();
        edges = histogram.edges().stream().mapToDouble(Double::doubleValue).toArray();
        below = new double[edges.length];
        for (int bin = 0; bin < edges.length - 1; bin++) {
            below[bin + 1] = below[bin] + histogram.counts().get(bin);
        }
        double all = below[below.length - 1];
        for (int bin = 0; bin < below.length; bin++) {
            below[bin] /= all;
        }
        autocorrelation = histogram.autocorrelation();
    }

    /** The feature, or {@link ReferenceBuilder#OUTPUT}. */
    public String variable() {
        return variable;
    }

    /** How much a day is like the one before, 0 to 1, as a first-order autoregression would have it. */
    public double autocorrelation() {
        return autocorrelation;
    }

    /** Whether it knows all seasons; otherwise it can only judge days soon after training. */
    public boolean coversTheYear() {
        return YearAndWeek.coverTheYear(usual);
    }

    /** Share of training that lay lower, 0 to 1, evenly spread within a bin. */
    public double place(int epochDay, double value) {
        double rest = rest(epochDay, value);
        int last = edges.length - 1;
        if (rest <= edges[0]) {
            return 0;
        }
        if (rest >= edges[last]) {
            return 1;
        }
        int at = Arrays.binarySearch(edges, rest);
        int bin = at >= 0 ? at : -at - 2;
        double way = (rest - edges[bin]) / (edges[bin + 1] - edges[bin]);
        return below[bin] + way * (below[bin + 1] - below[bin]);
    }

    /** Whether the value lies clearly beyond all of training. */
    public boolean isOutside(int epochDay, double value) {
        double rest = rest(epochDay, value);
        double margin = MARGIN * (edges[edges.length - 1] - edges[0]);
        return rest < edges[0] - margin || rest > edges[edges.length - 1] + margin;
    }

    private double rest(int epochDay, double value) {
        return (value - YearAndWeek.usual(usual, epochDay)) / YearAndWeek.spread(spread, epochDay);
    }
}
