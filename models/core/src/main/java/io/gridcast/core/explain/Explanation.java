package io.gridcast.core.explain;

import io.gridcast.core.features.FeatureGroup;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.Target;
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
        for (int column = 0; column < schema.size(); column++) {
            sums.merge(group(column), slot.byFeature()[column], Double::sum);
        }
        return sums;
    }

    /** The group of a column. */
    public FeatureGroup group(int column) {
        return FeatureGroup.of(schema.features().get(column), schema.target() == Target.LOAD);
    }
}
