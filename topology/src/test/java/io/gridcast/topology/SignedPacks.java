package io.gridcast.topology;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.pack.GoldenSample;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.core.pack.SigningKey;
import io.gridcast.core.pack.TrainingData;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Packs that say the right things about themselves; nobody opens them. */
final class SignedPacks {
    static final SigningKey ANNS_KEY = SigningKey.generate(new SecureRandom());
    static final PackTrust TRUST_IN_ANN = PackTrust.NONE.andKey("ann", ANNS_KEY.publicKey());

    private SignedPacks() {}

    /** A pack that Ann signed; other contents make another hash. */
    static ModelPack of(ModelRef model, String contents) {
        return unsigned(model, contents).signedBy(ANNS_KEY);
    }

    static ModelPack unsigned(ModelRef model, String contents) {
        return ModelPack.of(
                description(model),
                new GoldenSample(1, new float[] {1}, new float[] {2}),
                new TreeMap<>(Map.of(PackLoader.UBJSON_TREES, contents.getBytes(StandardCharsets.UTF_8))));
    }

    static PackManifest description(ModelRef model) {
        FeatureSchema schema = FeatureSchemas.load(new FeatureSchemas.Inputs(Set.of("temperature_c"), Set.of()));
        return PackManifest.describe(
                model,
                PackLoader.XGBOOST,
                Duration.ofHours(48),
                QuantileLevels.standard(),
                schema,
                new TrainingData(
                        Instant.parse("2015-01-01T00:00:00Z"),
                        Instant.parse("2017-01-01T00:00:00Z"),
                        840_000,
                        "d".repeat(64)),
                "1.0.0",
                "ann");
    }
}
