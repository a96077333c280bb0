package io.gridcast.training.xgboost;

import io.gridcast.core.check.Checks;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How trees are grown; each round grows one tree a quantile.
 *
 * @param rounds how many rounds at most; early stopping may use fewer
 * @param patience rounds without a better pinball loss on the validation block before training stops
 * @param lambda penalty on the square of a leaf's value, counted like rows: it draws values of leaves with few rows towards 0
 * @param halfLifeDays age at which a row weighs half as much as the newest
 * @param threads of XGBoost; 1 beside a running engine
 */
public record TreeParameters(
        int rounds,
        int patience,
        int depth,
        double learningRate,
        double rowShare,
        double columnShare,
        double leastRowsInLeaf,
        double lambda,
        double halfLifeDays,
        int threads,
        long seed) {
    /** Found on Spanish load of 2015 and 2016: trained up to mid 2016, judged on the rest of that year. */
    public static final TreeParameters LOAD = new TreeParameters(100, 10, 5, 0.1, 0.5, 0.3, 40, 1, 1000, 2, 1);

    /** Found on Spanish prices of the same years. */
    public static final TreeParameters PRICE = new TreeParameters(120, 20, 5, 0.07, 0.6, 0.4, 15, 1, 250, 2, 1);

    /**
     * For spikes, chosen before any was scored: few events, so shallow trees, slow steps and a fixed number of rounds, for there is
     * too little to stop early by.
     */
    public static final TreeParameters SPIKES = new TreeParameters(150, 150, 4, 0.05, 0.5, 0.4, 5, 1, 365, 1, 1);

    public TreeParameters {
        Checks.require(rounds > 0, "rounds is " + rounds + ", must be at least 1");
        Checks.require(threads > 0, "threads is " + threads + ", must be at least 1");
        Checks.require(depth > 0 && depth <= 12, "depth is " + depth + ", must be 1 to 12");
        Checks.require(lambda >= 0, "lambda is " + lambda + ", must be 0 or more");
    }

    /** The same with that many rounds. */
    public TreeParameters withRounds(int newRounds) {
        return with(newRounds, leastRowsInLeaf, lambda, threads);
    }

    /** The same on that many threads. */
    public TreeParameters withThreads(int newThreads) {
        return with(rounds, leastRowsInLeaf, lambda, newThreads);
    }

    /** The same for a share of the rows: what is counted in rows shrinks with them, so that trees stay as fine. */
    public TreeParameters forShare(double share) {
        return with(rounds, leastRowsInLeaf * share, lambda * share, threads);
    }

    private TreeParameters with(int newRounds, double newLeastRows, double newLambda, int newThreads) {
        return new TreeParameters(
                newRounds,
                patience,
                depth,
                learningRate,
                rowShare,
                columnShare,
                newLeastRows,
                newLambda,
                halfLifeDays,
                newThreads,
                seed);
    }

    /** Names and values, for the manifest. */
    public SortedMap<String, String> asText() {
        var text = new TreeMap<String, String>();
        text.put("rounds", Integer.toString(rounds));
        text.put("depth", Integer.toString(depth));
        text.put("learning_rate", Double.toString(learningRate));
        text.put("row_share", Double.toString(rowShare));
        text.put("column_share", Double.toString(columnShare));
        text.put("least_rows_in_leaf", Double.toString(leastRowsInLeaf));
        text.put("lambda", Double.toString(lambda));
        text.put("half_life_days", Double.toString(halfLifeDays));
        text.put("seed", Long.toString(seed));
        return text;
    }
}
