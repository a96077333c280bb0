package io.gridcast.topology.forecast;

import io.gridcast.core.aggregation.AdaptiveBands;
import io.gridcast.core.aggregation.QuantileFusion;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import io.gridcast.state.Table;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was learnt, by name: of mixtures {@code experts/LOAD/ES/group}, of bands {@code bands-2/LOAD/ES/rung/bucket}, the last estimate of
 * a linear autoregression {@code lear/LOAD/ES}.
 */
final class LearntStates {
    static final float[] LEVELS = QuantileLevels.standard();

    /** Share of what was learnt about experts that is left after a day; chosen on the years before the test periods of epf-*. */
    private static final double MEMORY_OF_A_DAY = 0.99;

    private static final double HOUR_MS = 3_600_000.0;

    private final Table<String, double[]> table;
    private final Map<Duration, AdaptiveBands> bands = new HashMap<>();
    private final Map<Integer, QuantileFusion> fusions = new HashMap<>();

    LearntStates(Table<String, double[]> table) {
        this.table = table;
    }

    /** What moves the bands of a run: each slot by its share of an hour. */
    AdaptiveBands bands(Run run) {
        return bands.computeIfAbsent(
                run.series().resolution(), slot -> new AdaptiveBands(LEVELS, Math.min(1, slot.toMillis() / HOUR_MS)));
    }

    /** The mixture of so many experts. */
    QuantileFusion fusion(int experts) {
        return fusions.computeIfAbsent(experts, count -> new QuantileFusion(count, LEVELS, MEMORY_OF_A_DAY));
    }

    /** What a group has learnt about the experts of a mixture. */
    double[] mixture(Run run, int group, QuantileFusion fusion) {
        double[] known = table.get(mixtureName(run, group));
        if (known == null) {
            return new double[fusion.stateSize()];
        }
        return known.length == fusion.stateSize() ? known : fusion.grown(known);
    }

    void putMixture(Run run, int group, double[] state) {
        table.put(mixtureName(run, group), state);
    }

    /** What was learnt about the bands of a rung. */
    double[] band(Run run, Rung rung, int bucket) {
        double[] known = table.get(bandName(run, rung, bucket));
        return known == null ? new double[bands(run).stateSize()] : known;
    }

    void putBand(Run run, Rung rung, int bucket, double[] state) {
        table.put(bandName(run, rung, bucket), state);
    }

    /** The last curve of a linear autoregression; empty where there is none. */
    Optional<Curve> curve(Run run) {
        double[] known = table.get(curveName(run));
        return known == null ? Optional.empty() : Optional.of(Curve.of(known));
    }

    void putCurve(Run run, Curve curve) {
        table.put(curveName(run), curve.numbers());
    }

    private static String curveName(Run run) {
        return "lear/" + run.subject();
    }

    private static String mixtureName(Run run, int group) {
        return "experts/" + run.subject() + "/" + group;
    }

    /** The number is for the buckets: what was learnt in others is not taken for theirs. */
    private static String bandName(Run run, Rung rung, int bucket) {
        return "bands-2/" + run.subject() + "/" + rung.number() + "/" + bucket;
    }

    /**
     * What was expected of hours.
     *
     * @param fromMs when the first one begins, and when it was estimated
     * @param outlookUntilMs how far outlooks reached then
     * @param quantiles shape {@code [hours × Q]} at the standard levels
     */
    record Curve(long fromMs, long outlookUntilMs, float[] quantiles) {
        private static final int HEAD = 2;

        private static Curve of(double[] numbers) {
            float[] quantiles = new float[numbers.length - HEAD];
            for (int i = 0; i < quantiles.length; i++) {
                quantiles[i] = (float) numbers[HEAD + i];
            }
            return new Curve((long) numbers[0], (long) numbers[1], quantiles);
        }

        private double[] numbers() {
            double[] numbers = new double[HEAD + quantiles.length];
            numbers[0] = fromMs;
            numbers[1] = outlookUntilMs;
            for (int i = 0; i < quantiles.length; i++) {
                numbers[HEAD + i] = quantiles[i];
            }
            return numbers;
        }

        /** A quantile at an instant: on the line between the middles of the hours around it. */
        double at(long atMs, int level) {
            double place = Math.max(0, (atMs - fromMs) / HOUR_MS - 0.5);
            int last = quantiles.length / LEVELS.length - 1;
            int before = (int) Math.min(last, place);
            int after = Math.min(last, before + 1);
            double share = Math.min(1, place - before);
            return (1 - share) * quantiles[before * LEVELS.length + level]
                    + share * quantiles[after * LEVELS.length + level];
        }
    }
}
