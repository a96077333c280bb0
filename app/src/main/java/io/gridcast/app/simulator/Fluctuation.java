package io.gridcast.app.simulator;

import java.time.Duration;

/**
 * A smooth random course over time with mean 0 and deviation 1, made of parts of different pace. It is a function of key
 * and time alone: random values at lattice points, one lattice a part, with a smooth way between neighbours.
 */
final class Fluctuation {
    private final long[] paceMs;
    private final double[] share;

    private Fluctuation(long[] paceMs, double[] share) {
        this.paceMs = paceMs;
        this.share = share;
    }

    /** A course of parts that change within these times, the first the strongest. */
    static Fluctuation over(Duration... paces) {
        long[] paceMs = new long[paces.length];
        double[] share = new double[paces.length];
        double sum = 0;
        for (int i = 0; i < paces.length; i++) {
            paceMs[i] = paces[i].toMillis();
            share[i] = 1.0 / (1 + i);
            sum += share[i] * share[i];
        }
        for (int i = 0; i < paces.length; i++) {
            share[i] /= Math.sqrt(sum);
        }
        return new Fluctuation(paceMs, share);
    }

    /** Its value for one bearer at one time; differently keyed courses know nothing of each other. */
    double at(long key, long epochMs) {
        double sum = 0;
        for (int i = 0; i < paceMs.length; i++) {
            sum += share[i] * part(Dice.key(key, i), epochMs, paceMs[i]);
        }
        return sum;
    }

    private static double part(long key, long epochMs, long paceMs) {
        long shifted = epochMs + (key >>> 1) % paceMs;
        long point = Math.floorDiv(shifted, paceMs);
        double way = (double) Math.floorMod(shifted, paceMs) / paceMs;
        double after = way * way * (3 - 2 * way);
        double before = 1 - after;
        double deviation = Math.sqrt(before * before + after * after);
        return (before * Dice.normal(key, point) + after * Dice.normal(key, point + 1)) / deviation;
    }
}
