package io.gridcast.core.trees;

import io.gridcast.core.forecast.QuantileModel;

/** The check of the arrays that {@link QuantileModel#score} is given. */
final class ScoreShapes {
    private ScoreShapes() {}

    static void check(QuantileModel model, float[] features, int rows, float[] quantiles) {
        if (rows < 0
                || features.length < (long) rows * model.featureCount()
                || quantiles.length < (long) rows * model.quantileCount()) {
            throw new IllegalArgumentException(rows + " rows need " + (long) rows * model.featureCount()
                    + " features and room for " + (long) rows * model.quantileCount() + " quantiles, but there are "
                    + features.length + " and " + quantiles.length);
        }
    }
}
