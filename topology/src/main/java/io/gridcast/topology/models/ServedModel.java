package io.gridcast.topology.models;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.QuantileModel;

/**
 * A model that is ready to score.
 *
 * @param schema the features that it scores
 * @param fingerprint of the schema
 * @param quantileLevels Q levels, ascending
 * @param model gives forecasts in the target's unit, rows sorted; thread-safe
 */
public record ServedModel(FeatureSchema schema, String fingerprint, float[] quantileLevels, QuantileModel model) {}
