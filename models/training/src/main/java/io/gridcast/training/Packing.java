package io.gridcast.training;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.OutputLevels;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.pack.CenteredQuantiles;
import io.gridcast.core.pack.GoldenSample;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.TrainingData;
import io.gridcast.core.spikes.SpikeProbabilities;
import io.gridcast.core.trees.TreeModels;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.spikes.SpikeQuestion;
import io.gridcast.training.spikes.SpikeTrainer;
import io.gridcast.training.xgboost.TreeParameters;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Packs a trained model with what it was trained on and a golden sample of it. */
final class Packing {
    private static final int GOLDEN_ROWS = 64;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    private final Trainer.Options options;
    private final Dataset data;
    private final Instant until;
    private final String hash;

    Packing(Trainer.Options options, Dataset data, Instant until) {
        this.options = options;
        this.data = data;
        this.until = until;
        this.hash = data.sha256();
    }

    /**
     * A model fresh from its trainer.
     *
     * @param name what follows the target in its id
     * @param kind how it is scored
     * @param artifact the name of its file, which holds {@code bytes}
     * @param levels of its outputs
     * @param reference predicts y of {@code centre + scale × y}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Trained(
            String name, String kind, String artifact, byte[] bytes, OutputLevels levels, QuantileModel reference) {}

    /** @param describe adds what else is known of the model */
    ModelPack pack(Trained trained, UnaryOperator<PackManifest> describe) {
        String target = data.schema().target().name().toLowerCase(Locale.ROOT);
        PackManifest manifest = describe.apply(PackManifest.describe(
                        ref(target + "-" + trained.name),
                        trained.kind,
                        options.schedule().horizon(),
                        trained.levels.levels(),
                        data.schema(),
                        trainedOn(),
                        options.codeVersion(),
                        options.author())
                .withLevels(trained.levels));
        if (trained.kind.equals(PackLoader.ONNX)) {
            manifest = manifest.withGoldenTolerance(PackLoader.ONNX_TOLERANCE);
        }
        GoldenSample golden = GoldenSample.of(new CenteredQuantiles(trained.reference, data.schema()), sample());
        return pack(manifest, golden, trained.artifact, trained.bytes);
    }

    /** A model of spikes, named by its event: {@code spike-spot-above-300}. */
    ModelPack packSpikes(SpikeTrainer.Trained trained, SpikeQuestion question, TreeParameters parameters) {
        PackManifest manifest = PackManifest.ofSpikes(
                        ref("spike-" + question.event().toString().replace(':', '-')),
                        PackLoader.XGBOOST,
                        trained.rule(),
                        data.schema(),
                        trainedOn(),
                        options.codeVersion(),
                        options.author())
                .withParameters(parameters.asText())
                .withMetrics(trained.metrics());
        try (var reference = new SpikeProbabilities(TreeModels.reference(trained.trees()), trained.rule())) {
            GoldenSample golden = GoldenSample.of(reference, sample());
            return pack(manifest, golden, PackLoader.UBJSON_TREES, trained.trees());
        }
    }

    private ModelPack pack(PackManifest described, GoldenSample golden, String artifact, byte[] bytes) {
        PackManifest manifest = options.parent().isPresent()
                ? described.withParent(options.parent().get())
                : described;
        var files = new TreeMap<String, byte[]>();
        files.put(artifact, bytes);
        return ModelPack.of(manifest, golden, files);
    }

    private ModelRef ref(String name) {
        return new ModelRef(name, DAY.format(until) + "-" + hash.substring(0, 8));
    }

    private TrainingData trainedOn() {
        return new TrainingData(Instant.ofEpochMilli(data.issuedMs()[0]), until, data.rows(), hash);
    }

    /** Rows spread evenly over the data. */
    private float[] sample() {
        int width = data.schema().size();
        int rows = Math.min(GOLDEN_ROWS, data.rows());
        float[] sample = new float[rows * width];
        for (int i = 0; i < rows; i++) {
            int row = (int) ((long) i * data.rows() / rows);
            float[] features = Arrays.copyOfRange(data.features(), row * width, (row + 1) * width);
            System.arraycopy(features, 0, sample, i * width, width);
        }
        return sample;
    }
}
