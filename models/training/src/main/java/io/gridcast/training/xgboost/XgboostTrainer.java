package io.gridcast.training.xgboost;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.training.dataset.Dataset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trains one model of all quantiles from rows whose targets are measured from their centre in units of their scale. */
public final class XgboostTrainer {
    private static final double DAY_MS = 86_400_000.0;
    private static final int BINS = 64;

    private final TreeParameters parameters;
    private final float[] levels;

    /** For the standard quantiles. */
    public XgboostTrainer(TreeParameters parameters) {
        this(parameters, QuantileLevels.standard());
    }

    /** @param levels quantiles to learn, ascending */
    public XgboostTrainer(TreeParameters parameters, float[] levels) {
        this.parameters = parameters;
        this.levels = levels.clone();
    }

    /**
     * Where training stopped.
     *
     * @param rounds that served best
     * @param loss mean pinball loss over all levels of the validation rows then, in units of their scale
     */
    public record Stopped(int rounds, double loss) {}

    /** How many rounds serve best; see {@link #stop}. */
    public int bestRounds(Dataset training, Dataset validation) {
        return stop(training, validation).rounds();
    }

    /**
     * Trains until more rounds no longer help.
     *
     * @param training rows to learn from
     * @param validation later rows, apart by a gap as long as the horizon
     */
    public Stopped stop(Dataset training, Dataset validation) {
        try {
            DMatrix rows = matrix(training);
            DMatrix later = matrix(validation);
            Booster booster = XGBoost.train(rows, settings(), 0, new HashMap<>(), null, null);
            int best = 0;
            double bestLoss = Double.POSITIVE_INFINITY;
            for (int round = 0; round < parameters.rounds() && round - best <= parameters.patience(); round++) {
                booster.update(rows, round);
                double loss = loss(booster.evalSet(new DMatrix[] {later}, new String[] {"later"}, round));
                if (loss < bestLoss) {
                    bestLoss = loss;
                    best = round;
                }
            }
            booster.dispose();
            rows.dispose();
            later.dispose();
            return new Stopped(best + 1, bestLoss);
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    /** Trains all rounds and gives the model as UBJSON. */
    public byte[] train(Dataset training) {
        try {
            DMatrix rows = matrix(training);
            Booster booster = XGBoost.train(rows, settings(), 0, new HashMap<>(), null, null);
            for (int round = 0; round < parameters.rounds(); round++) {
                booster.update(rows, round);
            }
            byte[] model = booster.toByteArray("ubj");
            booster.dispose();
            rows.dispose();
            return model;
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = growth(parameters);
        settings.put("objective", "reg:quantileerror");
        settings.put("quantile_alpha", Arrays.toString(levels));
        return settings;
    }

    /** How trees are grown, whatever they predict. */
    static Map<String, Object> growth(TreeParameters parameters) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("tree_method", "hist");
        settings.put("max_bin", BINS);
        settings.put("max_depth", parameters.depth());
        settings.put("eta", parameters.learningRate());
        settings.put("subsample", parameters.rowShare());
        settings.put("colsample_bynode", parameters.columnShare());
        settings.put("min_child_weight", parameters.leastRowsInLeaf());
        settings.put("lambda", parameters.lambda());
        settings.put("nthread", parameters.threads());
        settings.put("seed", parameters.seed());
        return settings;
    }

    /** Centre and scale say nothing to a model of another series: it does not see them. */
    private DMatrix matrix(Dataset data) throws XGBoostError {
        int width = data.schema().size();
        int center = data.schema().centerColumn();
        int scale = data.schema().scaleColumn();
        float[] features = data.features().clone();
        float[] labels = new float[data.rows()];
        for (int row = 0; row < data.rows(); row++) {
            labels[row] = (data.targets()[row] - data.center(row)) / data.scale(row);
            features[row * width + center] = 0;
            features[row * width + scale] = 0;
        }
        var matrix = new DMatrix(features, data.rows(), width, Float.NaN);
        matrix.setLabel(labels);
        matrix.setWeight(weights(data, parameters));
        return matrix;
    }

    /** What rows weigh by their age. */
    static float[] weights(Dataset data, TreeParameters parameters) {
        float[] weights = new float[data.rows()];
        long newestMs = data.rows() == 0 ? 0 : data.issuedMs()[data.rows() - 1];
        for (int row = 0; row < weights.length; row++) {
            double ageDays = (newestMs - data.issuedMs()[row]) / DAY_MS;
            weights[row] = (float) StrictMath.pow(0.5, ageDays / parameters.halfLifeDays());
        }
        return weights;
    }

    private static double loss(String evaluation) {
        return Double.parseDouble(
                evaluation.substring(evaluation.lastIndexOf(':') + 1).strip());
    }

    static ExplainedException failed(XGBoostError e) {
        return new ExplainedException(
                "XGBoost cannot train: " + e.getMessage(),
                "there is no model without it",
                "check that libgomp1 is installed and that memory is free",
                e);
    }
}
