package io.gridcast.training.search;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.training.dataset.Dataset;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.SplittableRandom;

/** Rows of which one knows what there is to learn from them. */
final class MadeRows {
    static final FeatureSchema SCHEMA = FeatureSchemas.load(new FeatureSchemas.Inputs(Set.of(), Set.of()));
    static final int ROWS = 6_000;

    private MadeRows() {}

    /** The target deviates from its centre by what the hour says, and nothing else; {@code later} is added in the newest rows. */
    static Dataset waves(float later) {
        var random = new SplittableRandom(1);
        int hour = SCHEMA.names().indexOf("hour");
        float[] features = new float[ROWS * SCHEMA.size()];
        float[] targets = new float[ROWS];
        long[] issuedMs = new long[ROWS];
        for (int row = 0; row < ROWS; row++) {
            int from = row * SCHEMA.size();
            for (int i = 0; i < SCHEMA.size(); i++) {
                features[from + i] = random.nextInt(24);
            }
            features[from + SCHEMA.centerColumn()] = 100;
            features[from + SCHEMA.scaleColumn()] = 10;
            targets[row] = (float) (100 + 20 * Math.sin(features[from + hour]) + random.nextDouble())
                    + (row < ROWS * 7 / 10 ? 0 : later);
            issuedMs[row] = row * Duration.ofHours(1).toMillis();
        }
        return new Dataset(SCHEMA, ROWS, features, targets, issuedMs, Collections.nCopies(ROWS, "A"));
    }
}
