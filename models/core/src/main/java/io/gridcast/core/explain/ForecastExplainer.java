package io.gridcast.core.explain;

import io.gridcast.core.check.Checks;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.trees.TreeModels;
import io.gridcast.core.trees.TreeShap;
import java.util.ArrayList;
import java.util.List;

/**
 * Explains the point forecasts of one model of trees by the SHAP values of its features ({@link TreeShap}), moved from the model's units
 * into those of the forecast: a model predicts y where the forecast is {@code center + scale × y}. Thread-safe.
 */
public final class ForecastExplainer {
    /** What floats may round away, a share of the size of the forecast. */
    private static final double ROUNDING = 1e-5;

    private final ModelPack pack;
    private final FeatureSchema schema;
    private final QuantileModel trees;
    private final TreeShap shap;
    private final int point;

    private ForecastExplainer(ModelPack pack, byte[] model) {
        this.pack = pack;
        this.schema = pack.manifest().schema();
        this.trees = TreeModels.load(model);
        this.shap = TreeShap.load(model);
        this.point =
                pack.manifest().quantileLevels().indexOf((float) pack.manifest().pointLevel());
        Checks.require(point >= 0, "pack " + pack.manifest().model() + " has no point forecast to explain");
    }

    /**
     * Explains forecasts of the model in a pack.
     *
     * @throws ExplainedException if it is no model of trees
     */
    public static ForecastExplainer of(ModelPack pack) {
        if (!pack.manifest().kind().equals(PackLoader.XGBOOST)) {
            throw new ExplainedException(
                    "pack " + pack.manifest().model() + " is of kind "
                            + pack.manifest().kind(),
                    "SHAP values are computed along the paths of trees",
                    "ask for a forecast that a model of kind " + PackLoader.XGBOOST + " leads");
        }
        return new ForecastExplainer(
                pack,
                pack.artifact(pack.holds(PackLoader.JSON_TREES) ? PackLoader.JSON_TREES : PackLoader.UBJSON_TREES));
    }

    /**
     * Explains all slots of a forecast.
     *
     * @param scored what the model saw
     * @throws IllegalArgumentException if the forecast was made from other features, or the model knows others
     */
    public Explanation explain(Forecast forecast, ScoredFeatures scored) {
        Checks.require(
                forecast.featuresHash().equals(scored.hash()),
                "run " + forecast.runId() + " was scored on features " + forecast.featuresHash() + ", not on "
                        + scored.hash());
        Checks.require(
                scored.schemaFingerprint().equals(pack.manifest().schemaFingerprint()),
                "the features of run " + scored.runId() + " are of schema " + scored.schemaFingerprint()
                        + ", the model's of " + pack.manifest().schemaFingerprint());
        float[] outputs = new float[scored.rows() * trees.quantileCount()];
        trees.score(scored.matrix(), scored.rows(), outputs);
        List<ExplainedSlot> slots = new ArrayList<>();
        for (int row = 0; row < scored.rows(); row++) {
            slots.add(explain(forecast, scored, row, outputs));
        }
        return new Explanation(forecast, scored, schema, slots);
    }

    private ExplainedSlot explain(Forecast forecast, ScoredFeatures scored, int row, float[] outputs) {
        float center = scored.matrix()[row * schema.size() + schema.centerColumn()];
        float scale = scored.matrix()[row * schema.size() + schema.scaleColumn()];
        int levels = trees.quantileCount();
        float[] values = new float[levels];
        for (int i = 0; i < levels; i++) {
            values[i] = center + scale * outputs[row * levels + i];
        }
        float[] sorted = values.clone();
        Quantiles.sort(sorted, 0, levels);
        float own = sorted[point];
        int output = placeOf(own, values);
        double[] byFeature = new double[schema.size()];
        shap.explain(scored.matrix(), row, output, byFeature);
        double sum = 0;
        double size = Math.abs(center) + Math.abs(scale);
        for (int i = 0; i < byFeature.length; i++) {
            byFeature[i] *= scale;
            sum += byFeature[i];
            size += Math.abs(byFeature[i]);
        }
        double base = own - center - sum;
        requireClose(base, scale * shap.expected(output), ROUNDING * size, forecast, row);
        return new ExplainedSlot(forecast.slot(row), center, base, byFeature, own, forecast.point()[row]);
    }

    /** The output that sorting put in the place of the point forecast: quantiles that are trained apart can cross. */
    private int placeOf(float value, float[] values) {
        int place = point;
        for (int i = 0; i < values.length && values[place] != value; i++) {
            place = i;
        }
        return place;
    }

    private void requireClose(double base, double expected, double room, Forecast forecast, int row) {
        if (!(Math.abs(base - expected) <= room)) {
            throw new IllegalStateException("contributions of slot " + row + " of run " + forecast.runId() + " to "
                    + pack.manifest().model() + " leave " + base + " for the base value, which is " + expected);
        }
    }
}
