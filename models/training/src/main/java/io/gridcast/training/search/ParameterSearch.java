package io.gridcast.training.search;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.search.SuccessiveHalving.Trial;
import io.gridcast.training.validation.RollingOrigin;
import io.gridcast.training.validation.RollingOrigin.Fold;
import io.gridcast.training.xgboost.TreeParameters;
import io.gridcast.training.xgboost.XgboostTrainer;
import io.gridcast.training.xgboost.XgboostTrainer.Stopped;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Searches for parameters of trees by {@link SuccessiveHalving} on rolling origins of its own, all of them in the past of the first block
 * that the model will be judged on: the errors in the manifest stay those of days that nobody has looked at. Rungs differ in how many
 * days trees learn from; what they are judged on is whole. Rounds are chosen by early stopping, fold by fold. Three quantiles stand for
 * all: what suits the middle and both sides suits the levels between, at less than half the work.
 */
public final class ParameterSearch {
    /** Blocks in the newest part of what is known, so long that they see more than one season where there is a year or more. */
    private static final double SHARE = 0.45;

    private static final float[] LEVELS = {0.1f, 0.5f, 0.9f};
    private static final int FOLDS = 3;
    private static final int MOST_RUNGS = 3;
    private static final int FEWEST_ROWS = 500;
    private static final long DAY_MS = 86_400_000L;

    private final RollingOrigin origin;
    private final TreeParameters standard;
    private final SearchPlan plan;
    private final Progress progress;

    /** @param standard where the search begins, and what it keeps where it finds nothing better */
    public ParameterSearch(RollingOrigin origin, TreeParameters standard, SearchPlan plan, Progress progress) {
        this.origin = origin;
        this.standard = standard;
        this.plan = plan;
        this.progress = progress;
    }

    /** Is told how far a search is. */
    @FunctionalInterface
    public interface Progress {
        /** @param done of so many rows to learn from in {@code all} trainings together */
        void at(long done, long all, String note);
    }

    /**
     * All trials.
     *
     * @throws ExplainedException if there is too little data to search on
     */
    public List<Trial> run(Dataset data) {
        List<Fold> judging = origin.split(data);
        List<Fold> folds = judging.isEmpty()
                ? List.of()
                : new RollingOrigin(FOLDS, SHARE, origin.gap())
                        .split(judging.get(0).training());
        if (folds.size() < FOLDS || folds.get(0).training().rows() < FEWEST_ROWS) {
            throw new ExplainedException(
                    "there are " + data.rows() + " rows to learn from, too few to search for parameters on",
                    "the first of " + FOLDS + " folds before the blocks of the cross-validation needs " + FEWEST_ROWS,
                    "give more history, or leave --search out");
        }
        folds.forEach(Fold::requireNoLeak);
        int rungs = 1;
        for (int rows = folds.get(0).training().rows(); rungs < MOST_RUNGS && rows / 3 >= FEWEST_ROWS; rows /= 3) {
            rungs++;
        }
        var halving = new SuccessiveHalving(plan.candidates(), rungs);
        return halving.run(
                TreeSpace.candidates(standard, plan.candidates(), plan.seed()), new Judge(folds, halving, plan));
    }

    /** What the best trial of the last rung tried. */
    public static TreeParameters winner(List<Trial> trials) {
        int last = trials.get(trials.size() - 1).rung();
        return trials.stream()
                .filter(trial -> trial.rung() == last)
                .findFirst()
                .orElseThrow()
                .parameters();
    }

    /** Trains a candidate on each fold, and counts the rows that this took. */
    private final class Judge implements SuccessiveHalving.Judge {
        private final List<Fold> folds;
        private final Map<Integer, List<Dataset>> training = new HashMap<>();
        private final long all;
        private long done;
        private double best = Double.POSITIVE_INFINITY;
        private int bestOneOf;

        Judge(List<Fold> folds, SuccessiveHalving halving, SearchPlan plan) {
            this.folds = folds;
            long rows = 0;
            for (int rung = 0; rung < halving.rungs(); rung++) {
                int oneOf = halving.oneOf(rung);
                List<Dataset> thinned = folds.stream()
                        .map(fold -> thinned(fold.training(), oneOf))
                        .toList();
                training.put(oneOf, thinned);
                rows += halving.left(plan.candidates(), rung)
                        * thinned.stream().mapToLong(Dataset::rows).sum();
            }
            all = rows;
        }

        @Override
        public Stopped judge(TreeParameters candidate, int oneOf) {
            var trainer = new XgboostTrainer(candidate.forShare(1.0 / oneOf), LEVELS);
            double loss = 0;
            long judged = 0;
            int rounds = 0;
            for (int i = 0; i < folds.size(); i++) {
                Dataset later = folds.get(i).validation();
                Dataset learnt = training.getOrDefault(oneOf, List.of()).get(i);
                Stopped stopped = trainer.stop(learnt, later);
                loss += stopped.loss() * later.rows();
                judged += later.rows();
                rounds += stopped.rounds();
                done += learnt.rows();
                progress.at(done, all, note(oneOf));
            }
            double mean = loss / judged;
            if (oneOf != bestOneOf || mean < best) {
                best = mean;
                bestOneOf = oneOf;
            }
            return new Stopped(Math.max(1, rounds / folds.size()), mean);
        }

        private String note(int oneOf) {
            String days = oneOf == 1 ? "all days" : "one of " + oneOf + " days";
            return Double.isInfinite(best)
                    ? days
                    : String.format(Locale.ROOT, "%s, best pinball loss %.5f of the scale", days, best);
        }
    }

    /** Days are left out whole, and by a number that no week is a multiple of. */
    private static Dataset thinned(Dataset data, int oneOf) {
        return oneOf == 1 ? data : data.where(issuedMs -> Math.floorMod(Math.floorDiv(issuedMs, DAY_MS), oneOf) == 0);
    }
}
