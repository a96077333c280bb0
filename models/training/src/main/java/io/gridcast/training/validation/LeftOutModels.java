package io.gridcast.training.validation;

import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.trees.TreeModels;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.xgboost.XgboostTrainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Models that tell what a model of all rows would have said on days that it had not learnt: each leaves out every third block of four
 * weeks. What trees say of their own training days is livelier than what they say of new ones, for they give part of the noise back.
 */
public final class LeftOutModels {
    private static final int GROUPS = 3;
    private static final long BLOCK_MS = Duration.ofDays(28).toMillis();

    private final List<QuantileModel> models;

    private LeftOutModels(List<QuantileModel> models) {
        this.models = models;
    }

    /**
     * Trains them.
     *
     * @param gap between what is learnt and what is left out, on both sides: no shorter than the longest lead time
     * @param fallback speaks for blocks beside which fewer than {@code fewestRows} rows are left to learn from
     */
    public static LeftOutModels train(
            Dataset data, XgboostTrainer trainer, Duration gap, int fewestRows, QuantileModel fallback) {
        List<QuantileModel> models = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            Dataset others = data.where(isFarFrom(group, gap.toMillis()));
            models.add(others.rows() < fewestRows ? fallback : TreeModels.load(trainer.train(others)));
        }
        return new LeftOutModels(models);
    }

    /** The model that has not learnt from what was issued around that time; it predicts y of {@code centre + scale × y}. */
    public QuantileModel of(long issuedMs) {
        return models.get(groupOf(issuedMs));
    }

    /** Whether an issue is in none of a group's blocks, nor within the gap of one. */
    static LongPredicate isFarFrom(int group, long gapMs) {
        return issuedMs ->
                groupOf(issuedMs) != group && groupOf(issuedMs - gapMs) != group && groupOf(issuedMs + gapMs) != group;
    }

    /** Whether an issue is in one of a group's blocks. */
    static LongPredicate isIn(int group) {
        return issuedMs -> groupOf(issuedMs) == group;
    }

    private static int groupOf(long issuedMs) {
        return (int) Math.floorMod(Math.floorDiv(issuedMs, BLOCK_MS), (long) GROUPS);
    }
}
