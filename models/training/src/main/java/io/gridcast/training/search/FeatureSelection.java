package io.gridcast.training.search;

import io.gridcast.core.features.FeatureGroup;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.validation.RollingOrigin;
import io.gridcast.training.xgboost.TreeParameters;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves out groups of features that earn nothing, by backward elimination: each group is left out in turn, and the one that is missed
 * least is dropped, as long as the loss without it is no more than {@link #NOTHING} above the loss with it. A group that was clearly
 * missed once is not asked about again. Judged as {@link ParameterSearch} judges, in the past of the first block that the model is judged
 * on, on one of three days where there are enough.
 */
public final class FeatureSelection {
    /** A smaller share of the loss than the seed of the trees makes. */
    public static final double NOTHING = 0.001;

    private static final double CLEARLY = 0.01;

    private final RollingOrigin origin;
    private final TreeParameters parameters;
    private final ParameterSearch.Progress progress;

    public FeatureSelection(RollingOrigin origin, TreeParameters parameters, ParameterSearch.Progress progress) {
        this.origin = origin;
        this.parameters = parameters;
        this.progress = progress;
    }

    /**
     * One group left out beside those that were dropped before.
     *
     * @param round from 1
     * @param loss without it
     * @param change of the loss, as a share of that with it
     */
    public record Attempt(int round, FeatureGroup without, double loss, double change) {}

    /**
     * What came of it.
     *
     * @param loss with all groups, in units of the scale
     * @param dropped in that order
     */
    public record Result(double loss, List<Attempt> attempts, List<FeatureGroup> dropped, FeatureSchema schema) {
        public Result {
            attempts = List.copyOf(attempts);
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * Asks about all groups of the data's schema.
     *
     * @throws io.gridcast.core.check.ExplainedException if there is too little data
     */
    public Result run(Dataset data) {
        var trials = new Trials(origin, data);
        int oneOf = trials.rungs() > 1 ? SuccessiveHalving.KEEP_ONE_OF : 1;
        Set<FeatureGroup> asked = data.schema().groups();
        Set<FeatureGroup> dropped = EnumSet.noneOf(FeatureGroup.class);
        List<FeatureGroup> inOrder = new ArrayList<>();
        List<Attempt> attempts = new ArrayList<>();
        double all = loss(trials, data.schema(), oneOf);
        double loss = all;
        for (int round = 1; !asked.isEmpty(); round++) {
            Attempt best = null;
            Set<FeatureGroup> needed = EnumSet.noneOf(FeatureGroup.class);
            int tried = 0;
            for (FeatureGroup group : asked) {
                progress.at(tried++, asked.size(), "round " + round + ": without " + group);
                Set<FeatureGroup> without = EnumSet.of(group);
                without.addAll(dropped);
                double left = loss(trials, data.schema().without(without), oneOf);
                var attempt = new Attempt(round, group, left, left / loss - 1);
                attempts.add(attempt);
                best = best == null || left < best.loss ? attempt : best;
                if (attempt.change > CLEARLY) {
                    needed.add(group);
                }
            }
            if (best == null || best.change > NOTHING) {
                break;
            }
            dropped.add(best.without);
            inOrder.add(best.without);
            loss = best.loss;
            asked.removeAll(needed);
            asked.remove(best.without);
        }
        return new Result(all, attempts, inOrder, data.schema().without(dropped));
    }

    private double loss(Trials trials, FeatureSchema schema, int oneOf) {
        return trials.judge(parameters, schema, oneOf, rows -> {}).loss();
    }
}
