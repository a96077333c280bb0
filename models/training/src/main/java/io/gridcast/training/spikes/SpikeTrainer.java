package io.gridcast.training.spikes;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.score.EventScores;
import io.gridcast.core.spikes.AlertBudget;
import io.gridcast.core.spikes.LogisticCalibration;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.core.spikes.SpikeRule;
import io.gridcast.core.trees.TreeModels;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.spikes.SpikeCases.OneIssue;
import io.gridcast.training.xgboost.ClassifierTrainer;
import io.gridcast.training.xgboost.TreeParameters;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Trains a model of spikes: trees that score slots, and the rule that makes risks and alerts of the scores.
 *
 * <p>The rule is fitted on what the trees say of days that they have not learnt from: the data is cut into {@value #BLOCKS} blocks of
 * time, each is scored by trees that learnt from the others, less a gap on both sides. All of that lies before the first forecast
 * that the model will make; that some of it lies after a block does no harm, because nothing is chosen by it.
 */
public final class SpikeTrainer {
    /** Blocks that the rule is fitted on. */
    static final int BLOCKS = 5;

    /** Slots that must have been spikes to learn from. */
    private static final int FEWEST_SPIKES = 10;

    private final TreeParameters parameters;
    private final long gapMs;
    private final Consumer<String> stage;

    /**
     * @param gap between what is learnt from and what is scored, no shorter than the longest window
     * @param stage is told what goes on
     */
    public SpikeTrainer(TreeParameters parameters, Duration gap, Consumer<String> stage) {
        this.parameters = parameters;
        this.gapMs = gap.toMillis();
        this.stage = stage;
    }

    /**
     * A model fresh from its trainer.
     *
     * @param trees as UBJSON
     * @param metrics of the blocks: {@code pr_auc}, {@code base_rate}, {@code brier} of the window, {@code slot_pr_auc} and {@code
     *     slot_base_rate} of slots
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Trained(byte[] trees, SpikeRule rule, SortedMap<String, Double> metrics) {}

    /** Whether there are enough spikes to learn from. */
    public static boolean isEnough(SpikeCases cases) {
        return cases.positives() >= FEWEST_SPIKES && cases.positives() < cases.happened().length;
    }

    /**
     * Trains a model on all cases.
     *
     * @throws ExplainedException if there are too few spikes
     */
    public Trained train(SpikeCases cases, SpikeQuestion question) {
        if (!isEnough(cases)) {
            throw new ExplainedException(
                    "of " + cases.happened().length + " prices to learn from " + cases.positives() + " are spikes ("
                            + question.event() + "), " + FEWEST_SPIKES + " are needed",
                    "a model of so few would know nothing of what they have in common",
                    "give more history, or a threshold that is passed more often");
        }
        float[] scores = crossFitted(cases, question.event());
        double[] logits = new double[scores.length];
        Arrays.setAll(logits, row -> scores[row]);
        LogisticCalibration slot = LogisticCalibration.fit(logits, cases.happened());
        float[] slots = new float[scores.length];
        for (int row = 0; row < slots.length; row++) {
            slots[row] = (float) slot.probability(scores[row]);
        }
        LogisticCalibration window = window(cases.issues(), slots);
        double[] risks = cases.issues().stream()
                .mapToDouble(issue -> window.probability(SpikeRule.independent(slots, issue.row(), issue.slots())))
                .toArray();
        var rule = new SpikeRule(
                question.event(), question.window(), slot, window, AlertBudget.levels(risks, cases.issuesPerDay()));
        stage.accept("growing trees");
        byte[] trees = new ClassifierTrainer(parameters).train(cases.data(), cases.happened());
        return new Trained(trees, rule, metrics(cases, slots, risks));
    }

    /** Scores of all rows by trees that have not learnt from their block. */
    private float[] crossFitted(SpikeCases cases, SpikeEvent event) {
        Dataset data = cases.data();
        float[] scores = new float[data.rows()];
        for (int block = 0; block < BLOCKS; block++) {
            stage.accept("scoring block " + (block + 1) + " of " + BLOCKS);
            long fromMs = startMs(data, block);
            long toMs = block + 1 < BLOCKS ? startMs(data, block + 1) : Long.MAX_VALUE - gapMs;
            Dataset others = data.where(ms -> ms < fromMs - gapMs || ms >= toMs + gapMs);
            boolean[] happened = SpikeCases.of(others, event).happened();
            byte[] trees = new ClassifierTrainer(parameters).train(others, happened);
            score(trees, data, data.rowFrom(fromMs), data.rowFrom(toMs), scores);
        }
        return scores;
    }

    private static long startMs(Dataset data, int block) {
        return data.issuedMs()[(int) ((long) data.rows() * block / BLOCKS)];
    }

    /** Scores rows {@code [from, to)} into their places. */
    static void score(byte[] trees, Dataset data, int from, int to, float[] scores) {
        QuantileModel model = TreeModels.load(trees);
        int width = data.schema().size();
        float[] block = new float[to - from];
        model.score(Arrays.copyOfRange(data.features(), from * width, to * width), to - from, block);
        System.arraycopy(block, 0, scores, from, block.length);
    }

    private static LogisticCalibration window(List<OneIssue> issues, float[] slots) {
        double[] logits = new double[issues.size()];
        boolean[] happened = new boolean[issues.size()];
        for (int i = 0; i < logits.length; i++) {
            OneIssue issue = issues.get(i);
            logits[i] = SpikeRule.independent(slots, issue.row(), issue.slots());
            happened[i] = issue.happened();
        }
        return LogisticCalibration.fit(logits, happened);
    }

    private static SortedMap<String, Double> metrics(SpikeCases cases, float[] slots, double[] risks) {
        var bySlot = new EventScores();
        for (int row = 0; row < slots.length; row++) {
            bySlot.add(slots[row], cases.happened()[row]);
        }
        var byWindow = new EventScores();
        for (int i = 0; i < risks.length; i++) {
            byWindow.add(risks[i], cases.issues().get(i).happened());
        }
        var metrics = new TreeMap<String, Double>();
        metrics.put("pr_auc", byWindow.averagePrecision());
        metrics.put("base_rate", byWindow.baseRate());
        metrics.put("brier", byWindow.brier());
        metrics.put("slot_pr_auc", bySlot.averagePrecision());
        metrics.put("slot_base_rate", bySlot.baseRate());
        return metrics;
    }
}
