package io.gridcast.training.search;

import io.gridcast.core.check.Checks;
import io.gridcast.training.xgboost.TreeParameters;
import io.gridcast.training.xgboost.XgboostTrainer.Stopped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds a good one of many candidates with little work: all are judged on a small share of the data, the best third of them on three
 * times as much, and so on, so that each rung costs about the same and few candidates are judged on all of it (Jamieson and Talwalkar
 * 2016, Non-stochastic best arm identification and hyperparameter optimization, AISTATS).
 *
 * <p>Example: 27 candidates on a ninth of the data, the best 9 on a third, the best 3 on all.
 */
public final class SuccessiveHalving {
    /** One of so many candidates goes on to so many times as much data. */
    static final int KEEP_ONE_OF = 3;

    private final int rungs;

    /** @param mostRungs how often the data may be divided, and once more */
    public SuccessiveHalving(int candidates, int mostRungs) {
        Checks.require(candidates > 0, "candidates is " + candidates + ", must be at least 1");
        Checks.require(mostRungs > 0, "mostRungs is " + mostRungs + ", must be at least 1");
        int needed = 1;
        for (int left = candidates; left > KEEP_ONE_OF; left = kept(left)) {
            needed++;
        }
        rungs = Math.min(needed, mostRungs);
    }

    /** Judges a candidate. */
    @FunctionalInterface
    public interface Judge {
        /** @param oneOf learn from one of so many days; a power of three, 1 for all */
        Stopped judge(TreeParameters candidate, int oneOf);
    }

    /**
     * One candidate on one rung.
     *
     * @param candidate its number, from 0
     * @param oneOf it learnt from one of so many days
     * @param parameters as it was given
     * @param stopped what came of it
     */
    public record Trial(int candidate, int rung, int oneOf, TreeParameters parameters, Stopped stopped) {}

    /** How many rungs there are. */
    public int rungs() {
        return rungs;
    }

    /** The divisor of the data on a rung, from 0. */
    public int oneOf(int rung) {
        int divisor = 1;
        for (int i = rung; i < rungs - 1; i++) {
            divisor *= KEEP_ONE_OF;
        }
        return divisor;
    }

    /** How many of {@code candidates} are left for the next rung. */
    static int kept(int candidates) {
        return (candidates + KEEP_ONE_OF - 1) / KEEP_ONE_OF;
    }

    /** How many of {@code candidates} reach a rung. */
    public int left(int candidates, int rung) {
        int left = candidates;
        for (int i = 0; i < rung; i++) {
            left = kept(left);
        }
        return left;
    }

    /** All trials, rung by rung, the best of a rung first; of equals the one with the lower number. So the last rung begins with the winner. */
    public List<Trial> run(List<TreeParameters> candidates, Judge judge) {
        List<Trial> all = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            left.add(i);
        }
        for (int rung = 0; rung < rungs; rung++) {
            List<Trial> trials = new ArrayList<>();
            for (int candidate : left) {
                TreeParameters parameters = candidates.get(candidate);
                Stopped stopped = judge.judge(parameters, oneOf(rung));
                trials.add(new Trial(candidate, rung, oneOf(rung), parameters, stopped));
            }
            trials.sort(
                    Comparator.comparingDouble((Trial trial) -> trial.stopped().loss())
                            .thenComparingInt(Trial::candidate));
            all.addAll(trials);
            left = trials.stream()
                    .limit(kept(left.size()))
                    .map(Trial::candidate)
                    .toList();
        }
        return all;
    }
}
