package io.gridcast.training.xgboost;

import io.gridcast.training.dataset.Dataset;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Trains trees that tell how likely something is, in log-odds: with the loss of {@code binary:logistic}, but put out before the logistic
 * function, so that what is added up has the same bits everywhere.
 */
public final class ClassifierTrainer {
    private final TreeParameters parameters;

    public ClassifierTrainer(TreeParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Trains all rounds and gives the model as UBJSON.
     *
     * @param happened by row
     */
    public byte[] train(Dataset data, boolean[] happened) {
        try {
            DMatrix rows = matrix(data, happened);
            Booster booster = XGBoost.train(rows, settings(), 0, new HashMap<>(), null, null);
            for (int round = 0; round < parameters.rounds(); round++) {
                booster.update(rows, round);
            }
            byte[] model = booster.toByteArray("ubj");
            booster.dispose();
            rows.dispose();
            return model;
        } catch (XGBoostError e) {
            throw XgboostTrainer.failed(e);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = XgboostTrainer.growth(parameters);
        settings.put("objective", "binary:logitraw");
        settings.put("base_score", 0.5); // log-odds of 0
        return settings;
    }

    private DMatrix matrix(Dataset data, boolean[] happened) throws XGBoostError {
        float[] labels = new float[data.rows()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = happened[row] ? 1 : 0;
        }
        var matrix = new DMatrix(data.features(), data.rows(), data.schema().size(), Float.NaN);
        matrix.setLabel(labels);
        matrix.setWeight(XgboostTrainer.weights(data, parameters));
        return matrix;
    }
}
