package io.gridcast.tests.bench;

import io.gridcast.core.forecast.QuantileLevels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Models of a size that forecasts of load have: 300 rounds of trees of depth 6 on 40 features. */
final class BenchModel {
    static final int FEATURES = 40;
    private static final int ROUNDS = 300;
    private static final int DEPTH = 6;
    private static final int TRAINING_ROWS = 2000;
    private static final double MISSING = 0.05;

    private BenchModel() {}

    /**
     * The model as UBJSON. JMH starts a process for each figure: the first trains and leaves the model in the folder for
     * temporary files, the others read it.
     *
     * @param outputs 1 for the mean, or as many as there are standard quantile levels
     */
    static byte[] load(int outputs) throws XGBoostError, IOException {
        return load(outputs, ROUNDS);
    }

    /** The same of so many rounds. */
    static byte[] load(int outputs, int rounds) throws XGBoostError, IOException {
        Path file = Path.of(
                System.getProperty("java.io.tmpdir"),
                "gridcast-bench-" + outputs + "-" + rounds + "x" + TRAINING_ROWS + "x" + FEATURES + ".ubj");
        if (!Files.exists(file)) {
            Booster trained = train(outputs, rounds);
            Path part = Files.createTempFile(file.getParent(), "gridcast-bench-", ".part");
            Files.write(part, trained.toByteArray("ubj"));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            trained.dispose();
        }
        return Files.readAllBytes(file);
    }

    private static Booster train(int outputs, int rounds) throws XGBoostError {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("objective", outputs == 1 ? "reg:squarederror" : "reg:quantileerror");
        if (outputs > 1) {
            parameters.put("quantile_alpha", Arrays.toString(QuantileLevels.standard()));
        }
        parameters.put("max_depth", DEPTH);
        parameters.put("min_child_weight", 0);
        parameters.put("eta", 0.05);
        parameters.put("nthread", 1);
        parameters.put("seed", 1);
        float[] features = rows(TRAINING_ROWS, 1);
        float[] labels = new float[TRAINING_ROWS];
        var random = new SplittableRandom(2);
        for (int row = 0; row < TRAINING_ROWS; row++) {
            double label = random.nextDouble();
            for (int f = 0; f < FEATURES; f++) {
                float value = features[row * FEATURES + f];
                label += Float.isNaN(value) ? f : Math.sin(3 * value + f) * (f % 7);
            }
            labels[row] = (float) label;
        }
        var matrix = new DMatrix(features, TRAINING_ROWS, FEATURES, Float.NaN);
        matrix.setLabel(labels);
        Booster booster = XGBoost.train(matrix, parameters, rounds, new HashMap<>(), null, null);
        matrix.dispose();
        return booster;
    }

    static float[] rows(int count, long seed) {
        var random = new SplittableRandom(seed);
        float[] features = new float[count * FEATURES];
        for (int i = 0; i < features.length; i++) {
            float value = (float) (random.nextDouble() * 2 - 1);
            features[i] = random.nextDouble() < MISSING ? Float.NaN : value;
        }
        return features;
    }
}
