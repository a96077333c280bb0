package io.gridcast.core.drift;

import java.util.Arrays;

/**
 * ADWIN2: a window that grows while the mean stays the same, and drops its older part once two parts of it differ (Bifet and
 * Gavaldà 2007, Learning from time-changing data with adaptive windowing, sections 3 and 4). An exponential histogram keeps
 * sums of at most {@value #MOST_OF_A_SIZE} buckets of each size, so memory grows with the logarithm of the window.
 *
 * <p>The bound is the paper's for values from 0 to 1, for parts of five values at least, as MOA and river have it:
 *
 * <pre>  ε = √(2 σ² d / m) + 2 d / (3 m),  d = ln(2 ln n / δ),  1/m = 1/(n0 − 4) + 1/(n1 − 4)</pre>
 */
public final class Adwin {
    private static final int MOST_OF_A_SIZE = 5;
    /** A part has that many values at least. */
    private static final int LEAST_PART = 5;

    private static final int LEAST_WINDOW = 10;

    private final double delta;
    /** Buckets, oldest first: how many values, their sum, and the sum of squares around their mean. */
    private double[] sizes = {};

    private double[] sums = {};
    private double[] squares = {};
    private double riseBy;
    private double boundPassed;

    /** @param delta δ, the less, the rarer an alarm */
    public Adwin(double delta) {
        this.delta = delta;
    }

    /** As above, and goes on from a {@link #state}. */
    public Adwin(double delta, double[] state) {
        this(delta);
        int buckets = state.length / 3;
        sizes = Arrays.copyOf(state, buckets);
        sums = Arrays.copyOfRange(state, buckets, 2 * buckets);
        squares = Arrays.copyOfRange(state, 2 * buckets, 3 * buckets);
    }

    /** The buckets: sizes, sums, squares. */
    public double[] state() {
        double[] state = Arrays.copyOf(sizes, 3 * sizes.length);
        System.arraycopy(sums, 0, state, sizes.length, sums.length);
        System.arraycopy(squares, 0, state, 2 * sizes.length, squares.length);
        return state;
    }

    /** How many values the window holds. */
    public int width() {
        return (int) total(sizes);
    }

    /** Mean of the window. */
    public double mean() {
        return total(sums) / total(sizes);
    }

    /** After an alarm: by how much the newer part's mean is above the older one's. */
    public double riseBy() {
        return riseBy;
    }

    /** After an alarm: the difference ε that it had to pass. */
    public double boundPassed() {
        return boundPassed;
    }

    /** Adds a value from 0 to 1; true if the window was cut. */
    public boolean add(double value) {
        int last = sizes.length;
        resize(last + 1);
        sizes[last] = 1;
        sums[last] = value;
        merge();
        boolean cut = false;
        while (width() > LEAST_WINDOW && isTwo()) {
            dropOldest();
            cut = true;
        }
        return cut;
    }

    private boolean isTwo() {
        double n = total(sizes);
        double sum = total(sums);
        double variance = variance(n, sum / n);
        double d = StrictMath.log(2 * StrictMath.log(n) / delta);
        double n0 = 0;
        double sum0 = 0;
        for (int i = 0; i < sizes.length - 1; i++) {
            n0 += sizes[i];
            sum0 += sums[i];
            double n1 = n - n0;
            if (n0 >= LEAST_PART && n1 >= LEAST_PART) {
                double overM = 1 / (n0 - LEAST_PART + 1) + 1 / (n1 - LEAST_PART + 1);
                double bound = StrictMath.sqrt(2 * overM * variance * d) + 2.0 / 3 * overM * d;
                double rise = (sum - sum0) / n1 - sum0 / n0;
                if (Math.abs(rise) > bound) {
                    riseBy = rise;
                    boundPassed = bound;
                    return true;
                }
            }
        }
        return false;
    }

    private double variance(double n, double mean) {
        double around = 0;
        for (int i = 0; i < sizes.length; i++) {
            double off = sums[i] / sizes[i] - mean;
            around += squares[i] + sizes[i] * off * off;
        }
        return around / n;
    }

    /** Where there are too many buckets of a size, makes the two oldest of them one, from the smallest size on. */
    private void merge() {
        int end = sizes.length;
        while (end > 0) {
            int first = end;
            while (first > 0 && sizes[first - 1] == sizes[end - 1]) {
                first--;
            }
            if (end - first <= MOST_OF_A_SIZE) {
                return;
            }
            double off = sums[first] / sizes[first] - sums[first + 1] / sizes[first + 1];
            squares[first] += squares[first + 1] + off * off * sizes[first] / 2;
            sums[first] += sums[first + 1];
            sizes[first] *= 2;
            remove(first + 1);
            end = first + 1;
        }
    }

    private void dropOldest() {
        remove(0);
    }

    private void remove(int bucket) {
        int behind = sizes.length - bucket - 1;
        System.arraycopy(sizes, bucket + 1, sizes, bucket, behind);
        System.arraycopy(sums, bucket + 1, sums, bucket, behind);
        System.arraycopy(squares, bucket + 1, squares, bucket, behind);
        resize(sizes.length - 1);
    }

    private void resize(int buckets) {
        sizes = Arrays.copyOf(sizes, buckets);
        sums = Arrays.copyOf(sums, buckets);
        squares = Arrays.copyOf(squares, buckets);
    }

    private static double total(double[] values) {
        double total = 0;
        for (double value : values) {
            total += value;
        }
        return total;
    }
}
