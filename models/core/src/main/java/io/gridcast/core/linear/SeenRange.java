package io.gridcast.core.linear;

import java.util.Arrays;

/** What the samples of an estimate have had in some of their columns, so that it is not asked for what it knows nothing of. */
final class SeenRange {
    private final int from;
    private final double[] lowest;
    private final double[] highest;

    /** Looks at the columns from {@code from} on, of so many. */
    SeenRange(int from, int columns) {
        this.from = from;
        lowest = new double[columns];
        highest = new double[columns];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
    }

    void add(double[] sample) {
        for (int i = from; i < sample.length; i++) {
            lowest[i] = Math.min(lowest[i], sample[i]);
            highest[i] = Math.max(highest[i], sample[i]);
        }
    }

    /** A copy of the values, each of those columns within what the samples so far have had. */
    double[] bounded(double[] values) {
        double[] bounded = values.clone();
        for (int i = from; i < bounded.length; i++) {
            bounded[i] = Math.min(Math.max(values[i], lowest[i]), highest[i]);
        }
        return bounded;
    }
}
