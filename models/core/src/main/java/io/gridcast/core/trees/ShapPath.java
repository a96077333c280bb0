package io.gridcast.core.trees;

import java.util.Arrays;

/**
 * The distinct features that were split on from the root of a tree to a node, and how many sets of them, weighted as Shapley weighs them,
 * lead there (Lundberg et al. 2020, algorithm 2: EXTEND and UNWIND). Immutable.
 *
 * <p>For each feature two shares: of what goes this way while its value is unknown ({@code without}), and while it is known ({@code
 * with}, 1 or 0). The first element stands for the root and for no feature.
 */
final class ShapPath {
    static final ShapPath START = new ShapPath(new int[] {-1}, new double[] {1}, new double[] {1}, new double[] {1});

    private final int[] feature;
    private final double[] without;
    private final double[] with;
    /** Of the sets of each size. */
    private final double[] weight;

    private ShapPath(int[] feature, double[] without, double[] with, double[] weight) {
        this.feature = feature;
        this.without = without;
        this.with = with;
        this.weight = weight;
    }

    /** Where a feature is, or −1. */
    int indexOf(int wanted) {
        for (int i = 1; i < feature.length; i++) {
            if (feature[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    double without(int index) {
        return without[index];
    }

    double with(int index) {
        return with[index];
    }

    /** With one feature more. */
    ShapPath plus(int newFeature, double newWithout, double newWith) {
        int size = feature.length;
        var longer = copy(size + 1);
        longer.feature[size] = newFeature;
        longer.without[size] = newWithout;
        longer.with[size] = newWith;
        for (int i = size - 1; i >= 0; i--) {
            longer.weight[i + 1] += newWith * weight[i] * (i + 1) / (size + 1);
            longer.weight[i] = newWithout * weight[i] * (size - i) / (size + 1);
        }
        return longer;
    }

    /** As if a feature had never been added. */
    ShapPath minus(int index) {
        int last = feature.length - 1;
        var shorter = copy(last);
        for (int i = index; i < last; i++) {
            shorter.feature[i] = feature[i + 1];
            shorter.without[i] = without[i + 1];
            shorter.with[i] = with[i + 1];
        }
        unwound(index, shorter.weight);
        return shorter;
    }

    /** Adds what a leaf at the end of this path gives to each feature. */
    void addTo(double[] contributions, double leaf) {
        double[] rest = new double[feature.length - 1];
        for (int i = 1; i < feature.length; i++) {
            unwound(i, rest);
            double sum = 0;
            for (double each : rest) {
                sum += each;
            }
            contributions[feature[i]] += sum * (with[i] - without[i]) * leaf;
        }
    }

    /** The weights without one feature. */
    private void unwound(int index, double[] rest) {
        int last = feature.length - 1;
        double next = weight[last];
        for (int i = last - 1; i >= 0; i--) {
            if (with[index] != 0) {
                rest[i] = next * (last + 1) / ((i + 1) * with[index]);
                next = weight[i] - rest[i] * without[index] * (last - i) / (last + 1);
            } else if (without[index] != 0) {
                rest[i] = weight[i] * (last + 1) / (without[index] * (last - i));
            } else {
                rest[i] = 0; // nothing ever came this way
            }
        }
    }

    private ShapPath copy(int size) {
        return new ShapPath(
                Arrays.copyOf(feature, size),
                Arrays.copyOf(without, size),
                Arrays.copyOf(with, size),
                Arrays.copyOf(weight, size));
    }
}
