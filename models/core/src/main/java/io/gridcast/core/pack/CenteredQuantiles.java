package io.gridcast.core.pack;

import io.gridcast.core.check.Checks;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.forecast.Quantiles;

/**
 * Turns what a model predicts into forecasts: {@code center + scale × y}, with centre and scale from columns of the same
 * row, then sorted within the row, because quantiles that are trained apart can cross (Chernozhukov, Fernández-Val and
 * Galichon 2010: sorting never worsens them).
 *
 * <p>A row whose centre or scale is missing becomes NaN. Products and sums are floats. Thread-safe if the model is.
 */
public final class CenteredQuantiles implements QuantileModel, AutoCloseable {
    private final QuantileModel model;
    private final int centerColumn;
    private final int scaleColumn;

    /** @param model predicts y from features of {@code schema} */
    public CenteredQuantiles(QuantileModel model, FeatureSchema schema) {
        this(model, schema.centerColumn(), schema.scaleColumn());
        Checks.require(
                model.featureCount() == schema.size(),
                "the model has " + model.featureCount() + " features, its schema " + schema.size());
    }

    CenteredQuantiles(QuantileModel model, int centerColumn, int scaleColumn) {
        this.model = model;
        this.centerColumn = centerColumn;
        this.scaleColumn = scaleColumn;
    }

    @Override
    public int featureCount() {
        return model.featureCount();
    }

    @Override
    public int quantileCount() {
        return model.quantileCount();
    }

    @Override
    public void score(float[] features, int rows, float[] quantiles) {
        model.score(features, rows, quantiles);
        int columns = model.featureCount();
        int levels = model.quantileCount();
        for (int row = 0; row < rows; row++) {
            float center = features[row * columns + centerColumn];
            float scale = features[row * columns + scaleColumn];
            for (int i = row * levels; i < (row + 1) * levels; i++) {
                quantiles[i] = center + scale * quantiles[i];
            }
            Quantiles.sort(quantiles, row * levels, levels);
        }
    }

    /** Frees what the model holds outside the heap. */
    @Override
    public void close() {
        close(model);
    }

    static void close(QuantileModel model) {
        if (model instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("a model cannot be closed: " + e.getMessage(), e);
            }
        }
    }
}
