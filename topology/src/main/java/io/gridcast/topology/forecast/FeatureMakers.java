package io.gridcast.topology.forecast;

import io.gridcast.core.features.FeatureMaker;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.grid.Series;
import io.gridcast.core.history.Knowledge;
import java.util.HashMap;
import java.util.Map;

/** One feature maker a series and schema, kept while both stay as they are. */
final class FeatureMakers {
    private final Knowledge knowledge;
    private final Map<Key, FeatureMaker> makers = new HashMap<>();

    FeatureMakers(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    FeatureMaker of(Series series, FeatureSchema schema, String fingerprint) {
        var key = new Key(series.seriesId(), fingerprint);
        FeatureMaker maker = makers.get(key);
        if (maker == null) {
            maker = new FeatureMaker(schema, series, knowledge);
            makers.put(key, maker);
        }
        return maker;
    }

    /** Forgets the makers of a series whose master data changed. */
    void forget(String seriesId) {
        makers.keySet().removeIf(key -> key.seriesId.equals(seriesId));
    }

    private record Key(String seriesId, String fingerprint) {}
}
