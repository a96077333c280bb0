package io.gridcast.core.drift;

/**
 * The Page-Hinkley test for a rise of the mean (Page 1954; Hinkley 1971; as in Mouss et al. 2004): the sum of what each value has
 * above the mean so far and a tolerance, never below 0.
 *
 * <pre>  m(t) = max(0, m(t − 1) + x(t) − mean(x(1) … x(t)) − tolerance)</pre>
 */
public final class PageHinkley {
    /** A rise that is none, in standard deviations. */
    public static final double TOLERANCE = 0.5;

    private int count;
    private double mean;
    private double sum;

    /** Begins. */
    public PageHinkley() {}

    /** Goes on from a {@link #state}. */
    public PageHinkley(double[] state) {
        count = (int) state[0];
        mean = state[1];
        sum = state[2];
    }

    /** Three numbers. */
    public double[] state() {
        return new double[] {count, mean, sum};
    }

    /** Adds a value, in standard deviations; gives the sum. */
    public double add(double value) {
        count++;
        mean += (value - mean) / count;
        sum = Math.max(0, sum + value - mean - TOLERANCE);
        return sum;
    }

    /** Forgets everything, after an alarm. */
    public void reset() {
        count = 0;
        mean = 0;
        sum = 0;
    }
}
