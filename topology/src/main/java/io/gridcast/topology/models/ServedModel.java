package io.gridcast.topology.models;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.OutputLevels;
import io.gridcast.core.forecast.PointForecast;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.spikes.SpikeRule;
import java.util.Optional;

/**
 * A model that is ready to score.
 *
 * @param schema the features that it scores
 * @param fingerprint of the schema
 * @param quantileLevels levels of its outputs, ascending: Q, and the point's where that is none of them
 * @param pointLevel level of its point forecast
 * @param model gives forecasts in the target's unit, rows sorted, or of spikes one probability a row; thread-safe
 * @param spikes how its probabilities become risks and alerts; empty for a model of anything else
 */
@SuppressWarnings("ArrayRecordComponent")
public record ServedModel(
        FeatureSchema schema,
        String fingerprint,
        float[] quantileLevels,
        double pointLevel,
        QuantileModel model,
        Optional<SpikeRule> spikes) {
    /** One of loads or prices. */
    public ServedModel(
            FeatureSchema schema, String fingerprint, float[] quantileLevels, double pointLevel, QuantileModel model) {
        this(schema, fingerprint, quantileLevels, pointLevel, model, Optional.empty());
    }

    /** One whose point forecast is the median. */
    public ServedModel(FeatureSchema schema, String fingerprint, float[] quantileLevels, QuantileModel model) {
        this(schema, fingerprint, quantileLevels, OutputLevels.STANDARD.pointLevel(), model, Optional.empty());
    }

    /** The same, scored by way of another. */
    public ServedModel around(QuantileModel other) {
        return new ServedModel(schema, fingerprint, quantileLevels, pointLevel, other, spikes);
    }

    /**
     * Parts what the model gave into bands and point.
     *
     * @param outputs shape {@code [H × quantileLevels]}
     */
    public Answer answer(float[] outputs) {
        OutputLevels levels = OutputLevels.of(pointLevel);
        return levels.are(quantileLevels)
                ? new Answer(QuantileLevels.standard(), levels.quantiles(outputs), levels.points(outputs))
                : new Answer(quantileLevels, outputs, PointForecast.medians(quantileLevels, outputs));
    }

    /**
     * Bands and point of a forecast.
     *
     * @param levels Q
     * @param quantiles shape {@code [H × Q]}
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(float[] levels, float[] quantiles, PointForecast point) {}
}
