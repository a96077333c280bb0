package io.gridcast.tests.models;

import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureKind;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.grid.Target;
import java.util.ArrayList;
import java.util.List;

/** What the small models that Python wrote are fed with: a load's center and scale, and its last ten days. */
public final class TwelveFeatures {
    private TwelveFeatures() {}

    /** Their schema. */
    public static FeatureSchema schema() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("center", FeatureKind.CENTER, "", 0, 0, "MW"));
        features.add(new Feature("scale", FeatureKind.SCALE, "", 0, 7, "MW"));
        for (int lag = 1; lag <= 10; lag++) {
            features.add(new Feature("lag_" + lag + "d", FeatureKind.LAG, "load", lag, 0, "MW"));
        }
        return new FeatureSchema(Target.LOAD, features, "center", "scale");
    }
}
