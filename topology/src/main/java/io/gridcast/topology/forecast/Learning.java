package io.gridcast.topology.forecast;

import io.gridcast.core.aggregation.AdaptiveBands;
import io.gridcast.core.aggregation.QuantileFusion;
import io.gridcast.core.features.FeatureMaker;
import io.gridcast.core.forecast.ExpertShare;
import io.gridcast.core.history.Window;
import io.gridcast.core.history.Windows;
import io.gridcast.state.Table;
import io.gridcast.topology.forecast.LearningStores.Progress;
import io.gridcast.topology.forecast.LearningStores.RunKey;
import io.gridcast.topology.forecast.PendingRun.Banded;
import io.gridcast.topology.forecast.PendingRun.Expert;
import io.gridcast.topology.time.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * What the forecasts of a series have taught about the next one: how much each expert is worth, and how wide bands must be.
 *
 * <p>What was said is kept until it has been observed, and learnt from just before the next forecast of the same series: so what was
 * learnt depends on records and ticks alone. Experts are mixed by hour of the day (price) or bucket of lead times (load); bands are
 * calibrated a rung and bucket.
 */
final class Learning {
    private static final long DAY_MS = 86_400_000L;

    /** A run that is still not observed so long after its end is forgotten. */
    private static final long FORGET_AFTER_MS = 2 * DAY_MS;

    private static final int LEVELS = LearntStates.LEVELS.length;

    private final boolean mixes;
    private final boolean calibrates;
    private final Windows windows;
    private final Table<String, Progress> progress;
    private final Table<RunKey, PendingRun> runs;
    private final LearntStates states;

    Learning(Task task, ForecastConfig config, Windows windows, LearntStates states) {
        this.mixes = config.isFused();
        this.calibrates = config.isCalibrated();
        this.windows = windows;
        this.progress = task.store(LearningStores.PROGRESS);
        this.runs = task.store(LearningStores.RUNS);
        this.states = states;
    }

    /** Learns from what has been observed since the last run of the same series. */
    void learn(Run run) {
        Progress before = progress.get(run.subject());
        if (before == null) {
            return;
        }
        List<PendingRun> pending = pending(run, before);
        long resolutionMs = run.series().resolution().toMillis();
        long slotMs = before.learntUntilMs();
        if (!pending.isEmpty()) {
            Window window = windows.of(FeatureMaker.targetKey(run.target(), run.series()));
            var lesson = new Lesson(run, before.experts(), states);
            slotMs = Math.max(slotMs, pending.get(0).firstSlotMs());
            for (; slotMs < run.knownUntilMs(); slotMs += resolutionMs) {
                float observed = window.mean(slotMs, slotMs + resolutionMs);
                if (!Float.isNaN(observed)) {
                    lesson.learn(pending, slotMs, observed);
                }
            }
            lesson.end();
        }
        forget(run, before, pending, slotMs);
    }

    /** The experts mixed, under the name of the one that leads; the lead alone where there is nothing to mix. */
    Made mix(Run run, Made lead, Experts from) {
        List<Expert> experts = from.all();
        if (!mixes || experts.size() < 2 || !lead.isStandard()) {
            return lead;
        }
        List<String> names = names(run, experts);
        float[][] quantiles = Experts.byPlace(names, experts);
        QuantileFusion fusion = states.fusion(names.size());
        double[] all = states.mixture(run, SlotGroups.ALL, fusion);
        float[] mixed = new float[run.slots() * LEVELS];
        double[] shares = new double[names.size()];
        for (int row = 0; row < run.slots(); row++) {
            double[] group = states.mixture(run, SlotGroups.group(run, run.said(), slotMs(run, row)), fusion);
            fusion.fuse(group, all, quantiles, row, mixed, shares);
        }
        List<ExpertShare> parts = new ArrayList<>();
        for (int i = 0; i < experts.size(); i++) {
            double share = shares[names.indexOf(experts.get(i).name())] / run.slots();
            parts.add(new ExpertShare(from.model(i), share));
        }
        return lead.with(mixed, parts);
    }

    /** The same with its bands calibrated for its rung. */
    Calibrated calibrate(Run run, Made made) {
        if (!calibrates || !made.isStandard()) {
            return new Calibrated(made, made);
        }
        float[] moved = made.quantiles().clone();
        double[] moves = new double[LEVELS];
        AdaptiveBands bands = states.bands(run);
        double[] state = {};
        int before = -1;
        for (int row = 0; row < run.slots(); row++) {
            int bucket = SlotGroups.bucket(run, run.said(), slotMs(run, row));
            if (bucket != before) {
                state = states.band(run, made.rung(), bucket);
                bands.thresholds(state, moves);
                before = bucket;
            }
            bands.apply(state, moves, moved, row * LEVELS);
        }
        return new Calibrated(made, made.with(moved));
    }

    /** Keeps what was said, before calibration, to learn from it later. */
    void keep(Run run, Experts from, List<Calibrated> rungs) {
        if (!isOn()) {
            return;
        }
        List<Expert> experts = from.all();
        long firstMs = run.firstSlot().toEpochMilli();
        Progress before = progress.get(run.subject());
        List<Long> pending = new ArrayList<>(before == null ? List.of() : before.pending());
        if (!pending.contains(firstMs)) {
            pending.add(firstMs);
        }
        long learntUntilMs = before == null ? firstMs : before.learntUntilMs();
        progress.put(run.subject(), new Progress(learntUntilMs, pending, names(run, experts)));
        runs.put(
                new RunKey(run.subject(), firstMs),
                new PendingRun(
                        firstMs,
                        run.series().resolution().toMillis(),
                        run.slots(),
                        run.said(),
                        mixes ? experts : List.of(),
                        calibrates ? banded(rungs) : List.of()));
    }

    /** What was said, and the same with its bands calibrated. */
    record Calibrated(Made said, Made issued) {}

    /** Whether forecasts differ from what their leads say. */
    boolean isOn() {
        return mixes || calibrates;
    }

    /** Whether experts are mixed. */
    boolean mixes() {
        return mixes;
    }

    private static List<Banded> banded(List<Calibrated> rungs) {
        return rungs.stream()
                .filter(each -> each.said().isStandard())
                .map(each -> new Banded(
                        each.said().rung(),
                        each.said().quantiles(),
                        each.issued().quantiles()))
                .toList();
    }

    private List<PendingRun> pending(Run run, Progress before) {
        List<PendingRun> pending = new ArrayList<>(before.pending().size());
        for (long firstMs : before.pending()) {
            PendingRun each = runs.get(new RunKey(run.subject(), firstMs));
            if (each != null) {
                pending.add(each);
            }
        }
        return pending;
    }

    private void forget(Run run, Progress before, List<PendingRun> pending, long learntUntilMs) {
        List<Long> left = new ArrayList<>();
        for (PendingRun each : pending) {
            boolean isDone = each.endMs() <= learntUntilMs || each.endMs() + FORGET_AFTER_MS < run.tickMs();
            if (isDone) {
                runs.delete(new RunKey(run.subject(), each.firstSlotMs()));
            } else {
                left.add(each.firstSlotMs());
            }
        }
        progress.put(run.subject(), new Progress(learntUntilMs, left, before.experts()));
    }

    /** All experts so far, in the order of their places; new ones come last. */
    private List<String> names(Run run, List<Expert> experts) {
        Progress before = progress.get(run.subject());
        List<String> names = new ArrayList<>(before == null ? List.of() : before.experts());
        for (Expert expert : experts) {
            if (!names.contains(expert.name())) {
                names.add(expert.name());
            }
        }
        return names;
    }

    private static long slotMs(Run run, int row) {
        return run.firstSlot().toEpochMilli() + row * run.series().resolution().toMillis();
    }
}
