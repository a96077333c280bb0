package io.gridcast.topology.forecast;

import io.gridcast.core.aggregation.QuantileFusion;
import io.gridcast.core.forecast.Rung;
import io.gridcast.topology.forecast.PendingRun.Banded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was observed since the last run of a series, and what it says about the runs before, slot by slot. */
final class Lesson {
    private static final int LEVELS = LearntStates.LEVELS.length;
    private static final double DAY_MS = 86_400_000.0;

    private final Run run;
    private final List<String> names;
    private final LearntStates states;
    private final QuantileFusion fusion;
    private final double[] lostByAll;
    private int slots;

    /** @param names of the experts, by their places in what was learnt */
    Lesson(Run run, List<String> names, LearntStates states) {
        this.run = run;
        this.names = names;
        this.states = states;
        this.fusion = states.fusion(Math.max(1, names.size()));
        this.lostByAll = new double[fusion.lossSize()];
    }

    /** Learns from one slot: from every run that covers it. */
    void learn(List<PendingRun> pending, long slotMs, float observed) {
        Map<Integer, double[]> lost = new TreeMap<>();
        Map<BandKey, List<Row>> rows = new TreeMap<>();
        for (PendingRun each : pending) {
            if (each.covers(slotMs) && each.resolutionMs() == resolutionMs()) {
                lose(each, slotMs, observed, lost);
                int bucket = SlotGroups.bucket(run, each.said(), slotMs);
                for (Banded banded : each.rungs()) {
                    rows.computeIfAbsent(new BandKey(banded.rung(), bucket), any -> new ArrayList<>())
                            .add(new Row(banded, each.row(slotMs) * LEVELS));
                }
            }
        }
        rows.forEach((key, same) -> learnBands(key, same, observed));
        lost.forEach((group, sums) -> {
            double[] state = states.mixture(run, group, fusion);
            fusion.learn(state, sums, SlotGroups.shareOfDay(run));
            states.putMixture(run, group, state);
        });
        slots += lost.isEmpty() ? 0 : 1;
    }

    /** Learns what all slots have in common. */
    void end() {
        if (slots > 0) {
            double[] state = states.mixture(run, SlotGroups.ALL, fusion);
            fusion.learn(state, lostByAll, Math.min(1, slots * resolutionMs() / DAY_MS));
            states.putMixture(run, SlotGroups.ALL, state);
        }
    }

    private long resolutionMs() {
        return run.series().resolution().toMillis();
    }

    private void lose(PendingRun each, long slotMs, float observed, Map<Integer, double[]> lost) {
        if (each.experts().size() < 2) {
            return;
        }
        int group = SlotGroups.group(run, each.said(), slotMs);
        double[] state = states.mixture(run, group, fusion);
        double[] all = states.mixture(run, SlotGroups.ALL, fusion);
        float[][] quantiles = Experts.byPlace(names, each.experts());
        double[] sums = lost.computeIfAbsent(group, any -> new double[fusion.lossSize()]);
        fusion.lose(state, all, quantiles, each.row(slotMs), observed, sums);
        fusion.lose(state, all, quantiles, each.row(slotMs), observed, lostByAll);
    }

    private void learnBands(BandKey key, List<Row> same, float observed) {
        float[][] quantiles = new float[same.size()][];
        float[][] issued = new float[same.size()][];
        int[] rows = new int[same.size()];
        for (int i = 0; i < rows.length; i++) {
            quantiles[i] = same.get(i).banded.quantiles();
            issued[i] = same.get(i).banded.issued();
            rows[i] = same.get(i).at;
        }
        double[] state = states.band(run, key.rung, key.bucket);
        states.bands(run).learn(state, quantiles, issued, rows, rows.length, observed);
        states.putBand(run, key.rung, key.bucket, state);
    }

    /** Forecasts whose bands are calibrated together. */
    private record BandKey(Rung rung, int bucket) implements Comparable<BandKey> {
        private static final Comparator<BandKey> ORDER =
                Comparator.comparing(BandKey::rung).thenComparingInt(BandKey::bucket);

        @Override
        public int compareTo(BandKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** One row of what stood on a rung, from {@code at} on. */
    private record Row(Banded banded, int at) {}
}
