package io.gridcast.training.search;

import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.search.SuccessiveHalving.Trial;
import io.gridcast.training.validation.RollingOrigin;
import io.gridcast.training.xgboost.TreeParameters;
import io.gridcast.training.xgboost.XgboostTrainer.Stopped;
import java.util.List;
import java.util.Locale;

/** Searches for parameters of trees by {@link SuccessiveHalving}, judged by {@link Trials}. Rungs differ in how many days trees learn from. */
public final class ParameterSearch {
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
        /** @param done of {@code all} there are: rows to learn from in all trainings together, or groups of features */
        void at(long done, long all, String note);
    }

    /**
     * All trials.
     *
     * @throws io.gridcast.core.check.ExplainedException if there is too little data to search on
     */
    public List<Trial> run(Dataset data) {
        var trials = new Trials(origin, data);
        var halving = new SuccessiveHalving(plan.candidates(), trials.rungs());
        List<TreeParameters> candidates = TreeSpace.candidates(standard, plan.candidates(), plan.seed());
        return halving.run(candidates, new Judge(trials, data, halving, plan));
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

    /** Judges, and counts the rows that this took. */
    private final class Judge implements SuccessiveHalving.Judge {
        private final Trials trials;
        private final Dataset data;
        private final long all;
        private long done;
        private double best = Double.POSITIVE_INFINITY;
        private int bestOneOf;

        Judge(Trials trials, Dataset data, SuccessiveHalving halving, SearchPlan plan) {
            this.trials = trials;
            this.data = data;
            long rows = 0;
            for (int rung = 0; rung < halving.rungs(); rung++) {
                rows += halving.left(plan.candidates(), rung) * trials.rows(halving.oneOf(rung));
            }
            all = rows;
        }

        @Override
        public Stopped judge(TreeParameters candidate, int oneOf) {
            Stopped stopped = trials.judge(candidate, data.schema(), oneOf, rows -> {
                done += rows;
                progress.at(done, all, note(oneOf));
            });
            if (oneOf != bestOneOf || stopped.loss() < best) {
                best = stopped.loss();
                bestOneOf = oneOf;
            }
            return stopped;
        }

        private String note(int oneOf) {
            String days = oneOf == 1 ? "all days" : "one of " + oneOf + " days";
            return Double.isInfinite(best)
                    ? days
                    : String.format(Locale.ROOT, "%s, best pinball loss %.5f of the scale", days, best);
        }
    }
}
