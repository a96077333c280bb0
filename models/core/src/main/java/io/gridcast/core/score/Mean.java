package io.gridcast.core.score;

/** A sum and how many were added; doubles in the order of adding, so that the same order gives the same bits. */
final class Mean {
    private double sum;
    private double weight;

    void add(double value) {
        add(value, 1);
    }

    /** Adds the mean of {@code count} values. */
    void add(double mean, double count) {
        sum += mean * count;
        weight += count;
    }

    /** NaN if nothing was added. */
    double value() {
        return sum / weight;
    }
}
