package io.gridcast.core.explain;

import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ScoredFeatures;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a forecast is made of.
 *
 * @param forecast as it was issued
 * @param scored what the model saw
 * @param schema of the features of the model that leads it
 * @param slots one each slot, in their order
 */
public record Explanation(Forecast forecast, ScoredFeatures scored, FeatureSchema schema, List<ExplainedSlot> slots) {
    public Explanation {
        slots = List.copyOf(slots);
    }

    /** What each group of features adds to a slot: the sum of its features. Groups without features are left out. */
    public Map<FeatureGroup, Double> byGroup(ExplainedSlot slot) {
        Map<FeatureGroup, Double> sums = new EnumMap<>(FeatureGroup.class);
        List<Feature> features = schema.features();
        for (int i = 0; i < features.size(); i++) {
            sums.merge(FeatureGroup.of(features.get(i), schema.target()), slot.byFeature()[i], Double::sum);
        }
        return sums;
    }
}
