package io.gridcast.tests.replay;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.Target;
import io.gridcast.core.linear.LinearModel;
import io.gridcast.core.pack.CenteredQuantiles;
import io.gridcast.core.pack.GoldenSample;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.TrainingData;
import io.gridcast.core.spikes.AlertLevel;
import io.gridcast.core.spikes.LogisticCalibration;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.core.spikes.SpikeProbabilities;
import io.gridcast.core.spikes.SpikeRule;
import io.gridcast.training.spikes.SpikeQuestion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A model that needs no training: it forecasts the centre of its features at each level. */
public final class CenterModel {
    /** What it is asked of spikes. */
    static final SpikeQuestion SPIKES = new SpikeQuestion(SpikeEvent.parse("spot:above:300"), Duration.ofHours(6));

    private static final TrainingData TRAINED_ON =
            new TrainingData(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1, "0".repeat(64));

    private static final SpikeRule RULE = new SpikeRule(
            SPIKES.event(),
            SPIKES.within(),
            new LogisticCalibration(1, -5),
            new LogisticCalibration(1, 0),
            List.of(new AlertLevel(1, 0.5)));

    private CenterModel() {}

    /** Its pack, unsigned. */
    public static ModelPack pack(FeatureSchema schema) {
        if (schema.target() == Target.SPIKE) {
            return packOfSpikes(schema);
        }
        return pack("center-" + schema.target().name().toLowerCase(Locale.ROOT), schema, 0);
    }

    /** One by another name, which forecasts the centre and so many times the scale at each level. */
    static ModelPack pack(String id, FeatureSchema schema, int scales) {
        byte[] weights = weights(schema.size(), QuantileLevels.standard().length, scales);
        var model = new CenteredQuantiles(LinearModel.load(weights), schema);
        float[] sample = new float[schema.size()];
        Arrays.fill(sample, 1);
        PackManifest manifest = PackManifest.describe(
                new ModelRef(id, "1"),
                PackLoader.LINEAR,
                Duration.ofHours(48),
                QuantileLevels.standard(),
                schema,
                TRAINED_ON,
                "test",
                "a test");
        return ModelPack.of(
                manifest, GoldenSample.of(model, sample), new TreeMap<>(Map.of(PackLoader.LINEAR_WEIGHTS, weights)));
    }

    /** One that says the same risk always. */
    private static ModelPack packOfSpikes(FeatureSchema schema) {
        byte[] weights = weights(schema.size(), 1, 0);
        var model = new SpikeProbabilities(LinearModel.load(weights), RULE);
        var ref = new ModelRef("center-spike", "1");
        PackManifest manifest =
                PackManifest.ofSpikes(ref, PackLoader.LINEAR, RULE, schema, TRAINED_ON, "test", "a test");
        return ModelPack.of(
                manifest,
                GoldenSample.of(model, new float[schema.size()]),
                new TreeMap<>(Map.of(PackLoader.LINEAR_WEIGHTS, weights)));
    }

    private static byte[] weights(int features, int levels, int intercept) {
        String row = Collections.nCopies(features, 0).toString();
        String json = "{\"intercepts\": " + Collections.nCopies(levels, intercept) + ", \"weights\": "
                + Collections.nCopies(levels, row) + ", \"means\": " + row + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
