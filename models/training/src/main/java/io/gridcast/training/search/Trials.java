package io.gridcast.training.search;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.validation.RollingOrigin;
import io.gridcast.training.validation.RollingOrigin.Fold;
import io.gridcast.training.xgboost.TreeParameters;
import io.gridcast.training.xgboost.XgboostTrainer;
import io.gridcast.training.xgboost.XgboostTrainer.Stopped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Where choices are judged: folds of their own, in the past of the first block that the model will be judged on, so that the errors in
 * the manifest stay those of days that nobody has looked at. Trees may learn from some of the days; what they are judged on is whole.
 * Rounds are chosen by early stopping, fold by fold. Three quantiles stand for all: what suits the middle and both sides suits the levels
 * between, at less than half the work.
 */
final class Trials {
    /** Blocks in the newest part of what is known, so long that they see more than one season where there is a year or more. */
    private static final double SHARE = 0.45;

    private static final float[] LEVELS = {0.1f, 0.5f, 0.9f};
    private static final int FOLDS = 3;
    private static final int MOST_RUNGS = 3;
    private static final int FEWEST_ROWS = 500;
    private static final long DAY_MS = 86_400_000L;

    private final List<Fold> folds;
    private final Map<Integer, List<Dataset>> training = new HashMap<>();

    /**
     * @param origin by which the model will be judged
     * @throws ExplainedException if there is too little data to judge on
     */
    Trials(RollingOrigin origin, Dataset data) {
        List<Fold> judging = origin.split(data);
        folds = judging.isEmpty()
                ? List.of()
                : new RollingOrigin(FOLDS, SHARE, origin.gap())
                        .split(judging.get(0).training());
        if (folds.size() < FOLDS || folds.get(0).training().rows() < FEWEST_ROWS) {
            throw new ExplainedException(
                    "there are " + data.rows() + " rows to learn from, too few to search on",
                    "the first of " + FOLDS + " folds before the blocks of the cross-validation needs " + FEWEST_ROWS,
                    "give more history, or leave --search and --select-features out");
        }
        folds.forEach(Fold::requireNoLeak);
    }

    /** How often the days may be divided by {@link SuccessiveHalving#KEEP_ONE_OF}, and once more. */
    int rungs() {
        int rungs = 1;
        int rows = folds.get(0).training().rows() / SuccessiveHalving.KEEP_ONE_OF;
        while (rungs < MOST_RUNGS && rows >= FEWEST_ROWS) {
            rungs++;
            rows /= SuccessiveHalving.KEEP_ONE_OF;
        }
        return rungs;
    }

    /** Rows that trees learn from in one judgement. */
    long rows(int oneOf) {
        return training(oneOf).stream().mapToLong(Dataset::rows).sum();
    }

    /**
     * Trains on each fold.
     *
     * @param schema columns that trees see
     * @param oneOf learn from one of so many days
     * @param learnt is told of the rows learnt from, fold by fold
     */
    Stopped judge(TreeParameters parameters, FeatureSchema schema, int oneOf, IntConsumer learnt) {
        var trainer = new XgboostTrainer(parameters.forShare(1.0 / oneOf), LEVELS);
        double loss = 0;
        long judged = 0;
        int rounds = 0;
        for (int i = 0; i < folds.size(); i++) {
            Dataset known = training(oneOf).get(i).select(schema);
            Dataset later = folds.get(i).validation().select(schema);
            Stopped stopped = trainer.stop(known, later);
            loss += stopped.loss() * later.rows();
            judged += later.rows();
            rounds += stopped.rounds();
            learnt.accept(known.rows());
        }
        return new Stopped(Math.max(1, rounds / folds.size()), loss / judged);
    }

    private List<Dataset> training(int oneOf) {
        return training.computeIfAbsent(
                oneOf,
                any -> folds.stream()
                        .map(fold -> thinned(fold.training(), oneOf))
                        .toList());
    }

    /** Days are left out whole, and by a number that no week is a multiple of. */
    private static Dataset thinned(Dataset data, int oneOf) {
        return oneOf == 1 ? data : data.where(issuedMs -> Math.floorMod(Math.floorDiv(issuedMs, DAY_MS), oneOf) == 0);
    }
}
