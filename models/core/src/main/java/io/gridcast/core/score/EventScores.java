package io.gridcast.core.score;

import io.gridcast.core.check.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scores of probabilities of a rare event: gathers cases, then answers. */
public final class EventScores {
    private double[] probabilities = new double[1024];
    private boolean[] happened = new boolean[1024];
    private int count;
    private int positives;

    /** Adds a case: what was said of it, and what became of it. */
    public void add(double probability, boolean didHappen) {
        Checks.require(
                probability >= 0 && probability <= 1, "the probability is " + probability + ", must be from 0 to 1");
        if (count == probabilities.length) {
            probabilities = Arrays.copyOf(probabilities, 2 * count);
            happened = Arrays.copyOf(happened, 2 * count);
        }
        probabilities[count] = probability;
        happened[count] = didHappen;
        count++;
        positives += didHappen ? 1 : 0;
    }

    /** How many cases there are. */
    public int count() {
        return count;
    }

    /** How many of them happened. */
    public int positives() {
        return positives;
    }

    /** Share of the cases that happened; NaN where there are none. */
    public double baseRate() {
        return count == 0 ? Double.NaN : (double) positives / count;
    }

    /**
     * Area under the curve of precision over recall, as average precision: the sum over thresholds of the gain in recall times the
     * precision there, cases of equal probability together (Davis and Goadrich 2006: the curve must not be joined by straight lines).
     * Probabilities without skill give the base rate.
     *
     * @return NaN where nothing happened
     */
    public double averagePrecision() {
        if (positives == 0) {
            return Double.NaN;
        }
        int[] order = order();
        double sum = 0;
        int seen = 0;
        int hits = 0;
        while (seen < count) {
            double probability = probabilities[order[seen]];
            int before = hits;
            while (seen < count && probabilities[order[seen]] == probability) {
                hits += happened[order[seen]] ? 1 : 0;
                seen++;
            }
            sum += (double) (hits - before) / positives * hits / seen;
        }
        return sum;
    }

    /** Mean squared difference between probability and outcome, 0 or 1 (Brier 1950); lower is better. */
    public double brier() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double error = probabilities[i] - (happened[i] ? 1 : 0);
            sum += error * error;
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** Share by which the Brier score is lower than that of saying the base rate each time; NaN where that one is perfect. */
    public double brierSkill() {
        double baseRate = baseRate();
        double always = baseRate * (1 - baseRate);
        return always > 0 ? 1 - brier() / always : Double.NaN;
    }

    /**
     * What was said against what happened, by probability.
     *
     * @param edges ascending, from 0 to 1; a bin holds its lower edge, the last one its upper, too
     * @return the bins that hold any case
     */
    public List<ReliabilityBin> reliability(double... edges) {
        List<ReliabilityBin> bins = new ArrayList<>();
        for (int bin = 0; bin + 1 < edges.length; bin++) {
            boolean isLast = bin + 2 == edges.length;
            int cases = 0;
            int hits = 0;
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double p = probabilities[i];
                if (p >= edges[bin] && (p < edges[bin + 1] || isLast && p == edges[bin + 1])) {
                    cases++;
                    hits += happened[i] ? 1 : 0;
                    sum += p;
                }
            }
            if (cases > 0) {
                bins.add(new ReliabilityBin(edges[bin], edges[bin + 1], cases, sum / cases, (double) hits / cases));
            }
        }
        return bins;
    }

    /** Places of the cases, the most probable first. */
    private int[] order() {
        Integer[] places = new Integer[count];
        Arrays.setAll(places, i -> i);
        Arrays.sort(places, (a, b) -> Double.compare(probabilities[b], probabilities[a]));
        return Arrays.stream(places).mapToInt(i -> i).toArray();
    }
}
