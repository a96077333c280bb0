package io.gridcast.tests.bench;

import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.pack.CenteredQuantiles;
import io.gridcast.core.score.ScoringRules;
import io.gridcast.core.trees.TreeModels;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.validation.RollingOrigin;
import io.gridcast.training.validation.RollingOrigin.Fold;
import io.gridcast.training.xgboost.TreeParameters;
import io.gridcast.training.xgboost.XgboostTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Several models of trees in the place of one, each for a part of the rows, cross-validated as the trainer does: the rounds of each model
 * are chosen before the first block, then each fold is judged by models that learnt from what came before it.
 */
final class SplitTrees {
    private static final double TUNING_SHARE = 0.2;
    private static final long DAY_MS = 86_400_000L;

    private final String name;
    private final int parts;
    private final Part partOf;
    private final TreeParameters parameters;
    private final double[] levels = ScoringRules.levelsOf(QuantileLevels.standard());
    private final SortedMap<Long, double[]> byDay = new TreeMap<>();
    private double error;
    private double loss;
    private long judged;
    private double rounds;
    private long choosingNs;
    private long growingNs;
    private long bytes;

    /**
     * @param parts how many models there are
     * @param partOf which of them a row is for, from 0
     * @param parameters of each of them; rounds are how many there are at most
     */
    SplitTrees(String name, int parts, Part partOf, TreeParameters parameters) {
        this.name = name;
        this.parts = parts;
        this.partOf = partOf;
        this.parameters = parameters;
    }

    /** Which model a row is for. */
    @FunctionalInterface
    interface Part {
        int of(Dataset rows, int row);
    }

    /** Trains and judges; used once. */
    void run(List<Fold> folds) {
        for (int part = 0; part < parts; part++) {
            long startNs = System.nanoTime();
            TreeParameters chosen =
                    parameters.withRounds(rounds(of(part, folds.get(0).training())));
            choosingNs += System.nanoTime() - startNs;
            rounds += (double) chosen.rounds() / parts;
            var trainer = new XgboostTrainer(chosen);
            for (Fold fold : folds) {
                startNs = System.nanoTime();
                byte[] trees = trainer.train(of(part, fold.training()));
                growingNs += (System.nanoTime() - startNs) / folds.size();
                bytes += trees.length / folds.size();
                judge(
                        new CenteredQuantiles(
                                TreeModels.load(trees), fold.validation().schema()),
                        of(part, fold.validation()));
            }
        }
    }

    private Dataset of(int part, Dataset rows) {
        return parts == 1 ? rows : rows.whereRow(row -> partOf.of(rows, row) == part);
    }

    private int rounds(Dataset known) {
        Fold tuning = new RollingOrigin(1, TUNING_SHARE, RollingOrigin.DEFAULT.gap())
                .split(known)
                .get(0);
        return new XgboostTrainer(parameters).bestRounds(tuning.training(), tuning.validation());
    }

    private void judge(QuantileModel model, Dataset rows) {
        float[] quantiles = new float[rows.rows() * levels.length];
        model.score(rows.features(), rows.rows(), quantiles);
        for (int row = 0; row < rows.rows(); row++) {
            double observed = rows.targets()[row];
            double ofRow = 0;
            for (int level = 0; level < levels.length; level++) {
                ofRow += ScoringRules.pinball(levels[level], quantiles[row * levels.length + level], observed)
                        / levels.length;
            }
            error += Math.abs(quantiles[row * levels.length + QuantileLevels.MEDIAN] - observed);
            loss += ofRow;
            judged++;
            double[] day = byDay.computeIfAbsent(Math.floorDiv(rows.issuedMs()[row], DAY_MS), any -> new double[2]);
            day[0] += ofRow;
            day[1]++;
        }
    }

    String name() {
        return name;
    }

    /** Mean absolute error of the median, in the target's unit. */
    double meanError() {
        return error / judged;
    }

    /** Mean pinball loss over all levels, in the target's unit. */
    double meanLoss() {
        return loss / judged;
    }

    /** Mean pinball loss of what was issued on a UTC day, day by day. */
    double[] lossesByDay() {
        List<double[]> days = new ArrayList<>(byDay.values());
        return days.stream().mapToDouble(day -> day[0] / day[1]).toArray();
    }

    /** Rounds of a model, on average. */
    double meanRounds() {
        return rounds;
    }

    /** Time in which all models are trained once, on average over the folds. */
    double growingSeconds() {
        return growingNs / 1e9;
    }

    /** Time in which the rounds of all models are chosen. */
    double choosingSeconds() {
        return choosingNs / 1e9;
    }

    /** Size of all models, on average over the folds. */
    long bytes() {
        return bytes;
    }
}
