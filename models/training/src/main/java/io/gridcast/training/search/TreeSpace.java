package io.gridcast.training.search;

import io.gridcast.training.xgboost.TreeParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where parameters of trees are looked for: depth 3 to 7, learning rate 0.04 to 0.2, 5 to 300 rows in a leaf, a penalty of 0.1 to 30,
 * 0.3 to 1 of the rows and 0.1 to 0.8 of the columns; rates, rows and penalties evenly in their logarithms. Half-life, patience, threads
 * and seed stay as they are.
 */
final class TreeSpace {
    private static final int LEAST_DEPTH = 3;
    private static final int MOST_DEPTH = 7;
    /** Learning rate times rounds: what slower learners need more of. */
    private static final double LEARNT_IN_ALL = 12;

    private static final int FEWEST_ROUNDS = 60;
    /** Each round costs every forecast of the engine time, too. */
    private static final int MOST_ROUNDS = 200;

    private TreeSpace() {}

    /** Candidates, the first of which are the parameters given; the same seed gives the same. */
    static List<TreeParameters> candidates(TreeParameters standard, int count, long seed) {
        var random = new SplittableRandom(seed);
        List<TreeParameters> candidates = new ArrayList<>();
        candidates.add(standard);
        while (candidates.size() < count) {
            candidates.add(draw(standard, random));
        }
        return candidates;
    }

    private static TreeParameters draw(TreeParameters standard, SplittableRandom random) {
        int depth = random.nextInt(LEAST_DEPTH, MOST_DEPTH + 1);
        double rate = rounded(logarithmic(random, 0.04, 0.2));
        double leastRows = Math.rint(logarithmic(random, 5, 300));
        double lambda = rounded(logarithmic(random, 0.1, 30));
        double rows = rounded(random.nextDouble(0.3, 1));
        double columns = rounded(random.nextDouble(0.1, 0.8));
        int rounds = (int) Math.min(MOST_ROUNDS, Math.max(FEWEST_ROUNDS, LEARNT_IN_ALL / rate));
        return new TreeParameters(
                rounds,
                standard.patience(),
                depth,
                rate,
                rows,
                columns,
                leastRows,
                lambda,
                standard.halfLifeDays(),
                standard.threads(),
                standard.seed());
    }

    private static double logarithmic(SplittableRandom random, double least, double most) {
        return least * StrictMath.pow(most / least, random.nextDouble());
    }

    /** To three digits behind the point, as a person would write it. */
    private static double rounded(double value) {
        return Math.rint(value * 1000) / 1000;
    }
}
