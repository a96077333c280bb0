package io.gridcast.core.trees;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.QuantileModel;
import java.io.IOException;
import java.util.Arrays;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Scores any model of XGBoost by its native library, on one thread: slower than {@link FlatTrees} (a call costs about 80
 * µs), and holds memory outside the heap until closed. One thread scores at a time, others wait.
 */
public final class NativeTrees implements QuantileModel, AutoCloseable {
    private final Booster booster;
    private final boolean linear;
    private final int rounds;
    private final int featureCount;
    private final int quantileCount;
    private boolean closed;

    private NativeTrees(Booster booster, XgboostModel model) {
        this.booster = booster;
        this.linear = model.booster().equals("gblinear");
        this.rounds = model.rounds();
        this.featureCount = model.featureCount();
        this.quantileCount = model.baseScores().length;
    }

    /**
     * Loads a model; early stopping's best iteration counts, as in {@link FlatTrees}.
     *
     * @throws InvalidTreesException if the bytes are no model of XGBoost, or of a newer one
     * @throws ExplainedException if the native library cannot be loaded
     */
    public static NativeTrees load(byte[] bytes) {
        return load(bytes, XgboostModel.read(bytes));
    }

    static NativeTrees load(byte[] bytes, XgboostModel model) {
        if (model.isOfNewerFormat()) {
            throw new InvalidTreesException(
                    "the model was written by XGBoost 3.1 or newer, whose base scores the native library"
                            + " of 3.0 misreads"
                            + (model.beyondFlat().isEmpty() ? "" : ", and needs it because " + model.beyondFlat())
                            + "; write it with XGBoost 3.0 or older, or train plain gbtree models");
        }
        try {
            Booster booster = XGBoost.loadModel(bytes);
            booster.setParam("nthread", 1);
            return new NativeTrees(booster, model);
        } catch (XGBoostError | IOException e) {
            throw new InvalidTreesException("native XGBoost refuses the model: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new ExplainedException(
                    "the native library of XGBoost cannot be loaded: " + e.getMessage(),
                    "a model of this kind (" + model.beyondFlat() + ") can be scored by it only",
                    "install the OpenMP runtime (Debian: apt-get install libgomp1), or train plain gbtree models",
                    e);
        }
    }

    @Override
    public int featureCount() {
        return featureCount;
    }

    @Override
    public int quantileCount() {
        return quantileCount;
    }

    @Override
    public synchronized void score(float[] features, int rows, float[] quantiles) {
        ScoreShapes.check(this, features, rows, quantiles);
        if (closed) {
            throw new IllegalStateException("the model is closed, its native memory is gone");
        }
        if (rows == 0) {
            return;
        }
        int length = rows * featureCount;
        float[] exact = features.length == length ? features : Arrays.copyOf(features, length);
        try {
            float[][] predicted = linear ? predictByMatrix(exact, rows) : predictInPlace(exact, rows);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(predicted[row], 0, quantiles, row * quantileCount, quantileCount);
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("native XGBoost cannot score " + rows + " rows: " + e.getMessage(), e);
        }
    }

    private float[][] predictInPlace(float[] features, int rows) throws XGBoostError {
        return booster.inplace_predict(features, rows, featureCount, Float.NaN, new int[] {0, rounds});
    }

    private float[][] predictByMatrix(float[] features, int rows) throws XGBoostError {
        var matrix = new DMatrix(features, rows, featureCount, Float.NaN);
        try {
            return booster.predict(matrix);
        } finally {
            matrix.dispose();
        }
    }

    /** Frees the native memory; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            booster.dispose();
        }
    }
}
