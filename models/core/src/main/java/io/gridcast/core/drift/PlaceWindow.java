package io.gridcast.core.drift;

import java.util.Arrays;

/**
 * The places that a variable's last days have in its {@linkplain DriftReference reference}, and two questions to them: are they
 * still spread evenly?
 */
public final class PlaceWindow {
    /** Days of the population stability index: eight weeks, so that each weekday counts alike. */
    public static final int DAYS = 56;

    /** Days of the Kolmogorov-Smirnov test. */
    public static final int RECENT_DAYS = 14;

    private static final int BINS = 5;
    /** What each bin is thought to hold beforehand, so that an empty one is no proof. */
    private static final double PRIOR = 0.5;

    private final float[] places;
    private int count;

    /** An empty window. */
    public PlaceWindow() {
        places = new float[DAYS];
    }

    /** Goes on from a {@link #state}. */
    public PlaceWindow(float[] state) {
        places = Arrays.copyOf(state, DAYS);
        count = state.length;
    }

    /** The places, oldest first: all that {@link #PlaceWindow(float[])} needs. */
    public float[] state() {
        return Arrays.copyOf(places, count);
    }

    /** Adds a day; the oldest goes. */
    public void add(double place) {
        if (count == DAYS) {
            System.arraycopy(places, 1, places, 0, DAYS - 1);
            count--;
        }
        places[count++] = (float) place;
    }

    /**
     * Population stability index over {@link #DAYS} days and five bins: {@code Σ (p − q) ln(p / q)} with the share p of days and
     * the share q = 1/5 of training (Kullback's J-divergence; Siddiqi 2006, Credit Risk Scorecards). NaN while there are fewer
     * days.
     */
    public double stabilityIndex() {
        if (count < DAYS) {
            return Double.NaN;
        }
        int[] days = new int[BINS];
        for (float place : places) {
            days[Math.min(BINS - 1, (int) (place * BINS))]++;
        }
        double index = 0;
        for (int in : days) {
            double share = (in + PRIOR) / (DAYS + BINS * PRIOR);
            index += (share - 1.0 / BINS) * StrictMath.log(share * BINS);
        }
        return index;
    }

    /**
     * Kolmogorov-Smirnov distance over the last {@link #RECENT_DAYS} days: the largest difference between the share of days and of
     * training below a value (Massey 1951). NaN while there are fewer days.
     */
    public double largestDistance() {
        if (count < RECENT_DAYS) {
            return Double.NaN;
        }
        float[] recent = Arrays.copyOfRange(places, count - RECENT_DAYS, count);
        Arrays.sort(recent);
        double largest = 0;
        for (int i = 0; i < RECENT_DAYS; i++) {
            double above = (i + 1.0) / RECENT_DAYS - recent[i];
            double below = recent[i] - (double) i / RECENT_DAYS;
            largest = Math.max(largest, Math.max(above, below));
        }
        return largest;
    }
}
