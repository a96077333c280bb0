package io.gridcast.core.pack;

import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureKind;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.Target;
import io.gridcast.core.spikes.AlertLevel;
import io.gridcast.core.spikes.LogisticCalibration;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.core.spikes.SpikeProbabilities;
import io.gridcast.core.spikes.SpikeRule;
import io.gridcast.core.trees.NativeTrees;
import io.gridcast.core.trees.TrainedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Packs of small models that native XGBoost trained. */
public final class TestPacks {
    static final int FEATURES = 12;
    public static final FeatureSchema SCHEMA = schema(Target.LOAD, "");
    static final FeatureSchema SPIKE_SCHEMA = schema(Target.SPIKE, "price.spot");
    static final SpikeRule RULE = new SpikeRule(
            SpikeEvent.parse("spot:above:300"),
            Duration.ofHours(6),
            new LogisticCalibration(0.7, -1.0 / 3),
            new LogisticCalibration(0.9, 0.1),
            List.of(new AlertLevel(1, 0.6), new AlertLevel(2, 0.45)));

    private TestPacks() {}

    static byte[] trees(String alphas) throws XGBoostError {
        Booster booster = TrainedModel.of("reg:quantileerror")
                .with("quantile_alpha", alphas)
                .rounds(4)
                .train();
        byte[] bytes = booster.toByteArray("ubj");
        booster.dispose();
        return bytes;
    }

    public static byte[] sevenQuantiles() throws XGBoostError {
        return trees("[0.05,0.1,0.25,0.5,0.75,0.9,0.95]");
    }

    public static PackManifest description(String kind) {
        return PackManifest.describe(
                        new ModelRef("load-xgb", "7"),
                        kind,
                        Duration.ofHours(48),
                        QuantileLevels.standard(),
                        SCHEMA,
                        new TrainingData(
                                Instant.parse("2015-01-01T00:00:00Z"),
                                Instant.parse("2017-01-01T00:00:00Z"),
                                840_000,
                                Sha256.of(new byte[] {1})),
                        "0.1.0",
                        "control room")
                .withParameters(new TreeMap<>(Map.of("max_depth", "5", "eta", "0.1")))
                .withMetrics(new TreeMap<>(Map.of("mae_mw", 1.0 / 3, "pinball_mw", 0.125)));
    }

    static PackManifest spikes() {
        return PackManifest.ofSpikes(
                new ModelRef("spike-spot-above-300", "7"),
                PackLoader.XGBOOST,
                RULE,
                SPIKE_SCHEMA,
                description(PackLoader.XGBOOST).trainedOn(),
                "0.1.0",
                "control room");
    }

    /** A pack of trees of log-odds. */
    static ModelPack spikePack() throws XGBoostError {
        Booster booster = TrainedModel.of("binary:logitraw").rounds(20).train();
        byte[] trees = booster.toByteArray("ubj");
        booster.dispose();
        try (var reference = new SpikeProbabilities(NativeTrees.load(trees), RULE)) {
            GoldenSample golden = GoldenSample.of(reference, rows(24));
            return ModelPack.of(spikes(), golden, new TreeMap<>(Map.of(PackLoader.UBJSON_TREES, trees)));
        }
    }

    static GoldenSample golden(byte[] trees) {
        try (var reference = new CenteredQuantiles(NativeTrees.load(trees), SCHEMA)) {
            return GoldenSample.of(reference, rows(24));
        }
    }

    public static ModelPack pack(byte[] trees) {
        return ModelPack.of(
                description(PackLoader.XGBOOST), golden(trees), new TreeMap<>(Map.of(PackLoader.UBJSON_TREES, trees)));
    }

    public static float[] rows(int count) {
        var random = new SplittableRandom(5);
        float[] features = new float[count * FEATURES];
        for (int i = 0; i < features.length; i++) {
            features[i] = i % 11 == 5 ? Float.NaN : (float) (random.nextDouble() * 20 - 10);
            if (i % FEATURES == SCHEMA.centerColumn()) {
                features[i] = 1000 + i;
            } else if (i % FEATURES == SCHEMA.scaleColumn()) {
                features[i] = 10;
            }
        }
        return features;
    }

    private static FeatureSchema schema(Target target, String followed) {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("center", FeatureKind.CENTER, followed, 0, 0, "MW"));
        features.add(new Feature("scale", FeatureKind.SCALE, "", 0, 7, "MW"));
        for (int lag = 1; lag <= FEATURES - 2; lag++) {
            features.add(new Feature("lag_" + lag + "d", FeatureKind.LAG, "load", lag, 0, "MW"));
        }
        return new FeatureSchema(target, features, "center", "scale");
    }
}
