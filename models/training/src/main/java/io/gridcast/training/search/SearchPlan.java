package io.gridcast.training.search;

import io.gridcast.core.check.Checks;

/**
 * How parameters are searched for.
 *
 * @param candidates how many are tried, the standard ones among them
 * @param seed of what is tried: the same seed and data give the same answer
 */
public record SearchPlan(int candidates, long seed) {
    public SearchPlan {
        Checks.require(candidates >= 2, "candidates is " + candidates + ", must be at least 2");
    }
}
