package io.gridcast.core.trees;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A small model that native XGBoost trains on noise and waves; the same settings and seed give the same model. */
public final class TrainedModel {
    static final int ROWS = 800;

    private final String objective;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private int features = 12;
    private int rounds = 20;
    private double missing = 0.1;
    private int stopAfter;
    private int categories;

    private TrainedModel(String objective) {
        this.objective = objective;
        parameters.put("objective", objective);
        parameters.put("nthread", 1);
        parameters.put("seed", 7);
        parameters.put("verbosity", 0);
        parameters.put("max_depth", 5);
    }

    public static TrainedModel of(String objective) {
        return new TrainedModel(objective);
    }

    public TrainedModel with(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
    }

    public TrainedModel features(int count) {
        features = count;
        return this;
    }

    public TrainedModel rounds(int count) {
        rounds = count;
        return this;
    }

    TrainedModel missing(double share) {
        missing = share;
        return this;
    }

    TrainedModel stopAfter(int roundsWithoutGain) {
        stopAfter = roundsWithoutGain;
        return this;
    }

    /** Makes the first column a category. */
    TrainedModel categories(int count) {
        categories = count;
        return this;
    }

    public Booster train() throws XGBoostError {
        DMatrix data = matrix(1);
        DMatrix test = matrix(2);
        try {
            if (stopAfter == 0) {
                return XGBoost.train(data, parameters, rounds, new HashMap<>(), null, null);
            }
            Booster booster = XGBoost.train(data, parameters, 0, new HashMap<>(), null, null);
            int best = 0;
            double bestError = Double.MAX_VALUE;
            for (int round = 0; round < rounds && round - best < stopAfter; round++) {
                booster.update(data, round);
                String scores = booster.evalSet(new DMatrix[] {test}, new String[] {"test"}, round);
                double error = Double.parseDouble(scores.substring(scores.lastIndexOf(':') + 1));
                if (error < bestError) {
                    bestError = error;
                    best = round;
                }
            }
            booster.setAttr("best_iteration", Integer.toString(best));
            return booster;
        } finally {
            data.dispose();
            test.dispose();
        }
    }

    private DMatrix matrix(long seed) throws XGBoostError {
        var random = new SplittableRandom(seed);
        float[] values = new float[ROWS * features];
        float[] labels = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double label = random.nextDouble();
            for (int f = 0; f < features; f++) {
                float value = (float) (random.nextDouble() * 20 - 10);
                if (categories > 0 && f == 0) {
                    value = random.nextInt(categories);
                }
                label += Math.sin(value) * (f + 1) + (f == 0 ? value * value : 0);
                values[row * features + f] = random.nextDouble() < missing ? Float.NaN : value;
            }
            labels[row] = (float) label;
            if (objective.startsWith("multi")) {
                labels[row] = random.nextInt(3);
            } else if (objective.startsWith("binary")) {
                labels[row] = label > 30 ? 1 : 0;
            }
        }
        var matrix = new DMatrix(values, ROWS, features, Float.NaN);
        matrix.setLabel(labels);
        if (categories > 0) {
            String[] types = new String[features];
            java.util.Arrays.fill(types, "float");
            types[0] = "c";
            matrix.setFeatureTypes(types);
        }
        return matrix;
    }
}
