package io.gridcast.training.search;

import java.util.SortedMap;

/**
 * What a selection of features has dropped, and how trees without it did on later blocks that it has not seen.
 *
 * @param errorsWithAll from cross-validation with all features, as in manifests
 * @param errorsWithout likewise with those that are left
 * @param lossName the name of the pinball loss among them
 */
public record SelectionResult(
        FeatureSelection.Result selection,
        SortedMap<String, Double> errorsWithAll,
        SortedMap<String, Double> errorsWithout,
        String lossName) {
    /** The pinball loss with all features. */
    public double lossWithAll() {
        return errorsWithAll.getOrDefault(lossName, Double.NaN);
    }

    /** The pinball loss with those that are left. */
    public double lossWithout() {
        return errorsWithout.getOrDefault(lossName, Double.NaN);
    }
}
