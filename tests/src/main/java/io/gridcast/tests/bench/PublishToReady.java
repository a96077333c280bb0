package io.gridcast.tests.bench;

import io.gridcast.app.clock.LiveClock;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.models.ModelAnswers;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureKind;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.Scope;
import io.gridcast.core.pack.CenteredQuantiles;
import io.gridcast.core.pack.GoldenSample;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackFormat;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.core.pack.SigningKey;
import io.gridcast.core.pack.TrainingData;
import io.gridcast.core.trees.TreeModels;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How long it takes from publishing a pack of two megabytes until every task of a running engine has said that it is ready for it. */
public final class PublishToReady {
    private static final int ROUNDS = 92;
    private static final int PARTITIONS = 4;
    private static final int GOLDEN_ROWS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private PublishToReady() {}

    /** Called with a directory to work in, and how many times. */
    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[0]);
        int times = Integer.parseInt(args[1]);
        SigningKey key = SigningKey.generate(new SecureRandom());
        byte[] trees = BenchModel.load(QuantileLevels.COUNT, ROUNDS);
        Settings settings =
                new Settings(Map.of("engine.state-dir", work.resolve("state").toString()));
        Partitions partitions = Partitions.of(PARTITIONS);
        GridcastConfig config =
                GridcastConfig.read(settings, partitions).trusting(PackTrust.NONE.andKey("bench", key.publicKey()));
        try (Platform platform = Platforms.embedded(work)) {
            platform.createTopics(partitions, Keep.EVERYTHING);
            try (LiveEngine live = LiveEngine.start(platform, config);
                    LiveClock clock = LiveClock.start(
                            platform.cluster().client(),
                            Topics.ticked().stream().map(Topic::name).toList())) {
                live.engine().awaitRunning(PATIENCE);
                report(measure(platform, trees, key, times), pack(trees, "0"));
            }
        }
    }

    private static long[] measure(Platform platform, byte[] trees, SigningKey key, int times)
            throws InterruptedException {
        long[] tookMs = new long[times];
        ModelDesk desk = new ModelDesk(platform, "bench");
        try (ModelAnswers answers = new ModelAnswers(platform)) {
            answers.awaitCaughtUp();
            for (int i = 0; i < times; i++) {
                PackShipment pack =
                        new PackShipment(pack(trees, Integer.toString(i + 1)).signedBy(key));
                long startNs = System.nanoTime();
                desk.publish(pack, "bench", Instant.now());
                desk.deploy(pack, "bench", Instant.now());
                if (!answers.awaitReady(Scope.all(Target.LOAD), pack.deployed(), PATIENCE)) {
                    throw new IllegalStateException(pack.model() + " is not ready after " + PATIENCE);
                }
                tookMs[i] = (System.nanoTime() - startNs) / 1_000_000;
            }
        }
        return tookMs;
    }

    private static void report(long[] tookMs, ModelPack pack) {
        long[] sorted = tookMs.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%d packs of %d bytes to %d tasks: p50 %d ms, p99 %d ms, longest %d ms%n",
                sorted.length,
                PackFormat.write(pack).length,
                PARTITIONS,
                sorted[sorted.length / 2],
                sorted[(int) Math.ceil(sorted.length * 0.99) - 1],
                sorted[sorted.length - 1]);
    }

    private static ModelPack pack(byte[] trees, String version) {
        FeatureSchema schema = schema();
        PackManifest manifest = PackManifest.describe(
                new ModelRef("bench", version),
                PackLoader.XGBOOST,
                Duration.ofHours(48),
                QuantileLevels.standard(),
                schema,
                new TrainingData(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1, "made up"),
                "bench",
                "bench");
        float[] rows = BenchModel.rows(GOLDEN_ROWS, 3);
        try (var model = new CenteredQuantiles(TreeModels.load(trees), schema)) {
            return ModelPack.of(
                    manifest, GoldenSample.of(model, rows), new TreeMap<>(Map.of(PackLoader.UBJSON_TREES, trees)));
        }
    }

    private static FeatureSchema schema() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("center", FeatureKind.CENTER, "", 0, 0, "MW"));
        features.add(new Feature("scale", FeatureKind.SCALE, "", 0, 7, "MW"));
        for (int lag = 1; features.size() < BenchModel.FEATURES; lag++) {
            features.add(new Feature("lag_" + lag + "d", FeatureKind.LAG, "load", lag, 0, "MW"));
        }
        return new FeatureSchema(Target.LOAD, features, "center", "scale");
    }
}
