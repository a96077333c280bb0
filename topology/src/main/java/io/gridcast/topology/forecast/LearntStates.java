package io.gridcast.topology.forecast;

import io.gridcast.core.aggregation.AdaptiveBands;
import io.gridcast.core.aggregation.QuantileFusion;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import io.gridcast.state.Table;
import java.util.HashMap;
import java.util.Map;

/** What was learnt, by name: of mixtures {@code experts/LOAD/ES/group}, of bands {@code bands/LOAD/ES/rung/bucket}. */
final class LearntStates {
    static final float[] LEVELS = QuantileLevels.standard();

    /** Share of what was learnt about experts that is left after a day; chosen on the years before the test periods of epf-*. */
    private static final double MEMORY_OF_A_DAY = 0.99;

    private final Table<String, double[]> table;
    private final AdaptiveBands bands = new AdaptiveBands(LEVELS);
    private final Map<Integer, QuantileFusion> fusions = new HashMap<>();

    LearntStates(Table<String, double[]> table) {
        this.table = table;
    }

    AdaptiveBands bands() {
        return bands;
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
        return known == null ? new double[bands.stateSize()] : known;
    }

    void putBand(Run run, Rung rung, int bucket, double[] state) {
        table.put(bandName(run, rung, bucket), state);
    }

    private static String mixtureName(Run run, int group) {
        return "experts/" + run.subject() + "/" + group;
    }

    private static String bandName(Run run, Rung rung, int bucket) {
        return "bands/" + run.subject() + "/" + rung.number() + "/" + bucket;
    }
}
