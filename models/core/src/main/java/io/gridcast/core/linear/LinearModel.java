package io.gridcast.core.linear;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.core.check.Checks;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.QuantileModel;
import java.io.IOException;

/**
 * One linear function a quantile: {@code intercept + Σ weight × (x − mean) / scale}, summed in the order of the features in doubles,
 * so that every platform gives the same bits. Where means are given, a missing feature counts as its mean; else it makes the row NaN.
 *
 * <p>Immutable.
 */
public final class LinearModel implements QuantileModel {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final double[] intercepts;
    private final double[][] weights;
    private final double[] means;
    private final double[] scales;
    private final boolean fillsIn;

    private LinearModel(double[] intercepts, double[][] weights, double[] means, double[] scales, boolean fillsIn) {
        this.intercepts = intercepts;
        this.weights = weights;
        this.means = means;
        this.scales = scales;
        this.fillsIn = fillsIn;
        int features = featureCount();
        Checks.require(
                intercepts.length > 0 && weights.length == intercepts.length,
                "there are " + intercepts.length + " intercepts and " + weights.length
                        + " rows of weights, must be one of each a quantile");
        for (double[] row : weights) {
            Checks.require(
                    row.length == features && features > 0,
                    "a row of weights has " + row.length + " of them, the first one " + features);
        }
        Checks.require(
                means.length == features && scales.length == features,
                "there are " + means.length + " means and " + scales.length + " scales for " + features + " features");
        for (double scale : scales) {
            Checks.require(scale > 0, "a scale is " + scale + ", must be more than 0");
        }
    }

    /**
     * Reads {@code {"intercepts": [Q], "weights": [[F], … Q], "means": [F], "scales": [F]}}; means and scales may be left out.
     *
     * @throws ExplainedException if it is not that
     */
    public static LinearModel load(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            double[] intercepts = numbers(root.required("intercepts"));
            JsonNode rows = root.required("weights");
            double[][] weights = new double[rows.size()][];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = numbers(rows.get(i));
            }
            int features = weights.length == 0 ? 0 : weights[0].length;
            boolean fillsIn = root.has("means");
            double[] means = fillsIn ? numbers(root.get("means")) : new double[features];
            double[] scales = root.has("scales") ? numbers(root.get("scales")) : ones(features);
            return new LinearModel(intercepts, weights, means, scales, fillsIn);
        } catch (IOException | IllegalArgumentException e) {
            throw new ExplainedException(
                    "the linear model cannot be read: " + e.getMessage(),
                    "it has a number for each feature and quantile",
                    "write {\"intercepts\": [Q numbers], \"weights\": [Q lists of F numbers]}, with \"means\" and \"scales\""
                            + " [F numbers] if you like",
                    e);
        }
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            Checks.require(array.get(i).isNumber(), array.get(i) + " is no number");
            numbers[i] = Checks.requireFinite("a number", array.get(i).doubleValue());
        }
        return numbers;
    }

    @Override
    public int featureCount() {
        return weights.length == 0 ? 0 : weights[0].length;
    }

    @Override
    public int quantileCount() {
        return intercepts.length;
    }

    @Override
    public void score(float[] features, int rows, float[] quantiles) {
        int width = featureCount();
        int levels = intercepts.length;
        Checks.require(
                features.length >= rows * width && quantiles.length >= rows * levels,
                "the arrays are too short for " + rows + " rows");
        for (int row = 0; row < rows; row++) {
            for (int level = 0; level < levels; level++) {
                double[] weight = weights[level];
                double sum = intercepts[level];
                for (int column = 0; column < width; column++) {
                    float value = features[row * width + column];
                    if (!fillsIn || !Float.isNaN(value)) {
                        sum += weight[column] * ((value - means[column]) / scales[column]);
                    }
                }
                quantiles[row * levels + level] = (float) sum;
            }
        }
    }
}
