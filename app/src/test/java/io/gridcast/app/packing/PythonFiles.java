package io.gridcast.app.packing;

import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureKind;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.TrainingData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Models of twelve features that Python wrote, see the test data of models/core. */
public final class PythonFiles {
    /** Their features. */
    public static final FeatureSchema SCHEMA = schema();

    private PythonFiles() {}

    /** A file of them. */
    public static Path file(String name) {
        return Path.of("..", "models", "core", "src", "test", "resources", "python", name);
    }

    /** What is known of one of them but its artifacts. */
    public static PackManifest description(String kind, String version) {
        return PackManifest.describe(
                new ModelRef("load-py", version),
                kind,
                Duration.ofHours(48),
                QuantileLevels.standard(),
                SCHEMA,
                new TrainingData(
                        Instant.parse("2015-01-01T00:00:00Z"), Instant.parse("2017-01-01T00:00:00Z"), 800, "not given"),
                "test",
                "ada");
    }

    private static FeatureSchema schema() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("center", FeatureKind.CENTER, "", 0, 0, "MW"));
        features.add(new Feature("scale", FeatureKind.SCALE, "", 0, 7, "MW"));
        for (int lag = 1; lag <= 10; lag++) {
            features.add(new Feature("lag_" + lag + "d", FeatureKind.LAG, "load", lag, 0, "MW"));
        }
        return new FeatureSchema(Target.LOAD, features, "center", "scale");
    }
}
