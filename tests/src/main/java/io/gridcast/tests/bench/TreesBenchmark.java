package io.gridcast.tests.bench;

import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.trees.FlatTrees;
import io.gridcast.core.trees.TreeModels;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The flat evaluator against native XGBoost, both on one thread; a call scores all rows. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public class TreesBenchmark {
    /** Batches are scored in turn, so that the processor cannot learn the ways of one. */
    private static final int BATCHES = 64;

    /** A model, loaded for both, and rows to score. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
    public static class Loaded {
        /** Rows of one call. */
        @Param({"1", "24", "48"})
        public int rows;

        /** 1 for a model of the mean, 7 for one of quantiles, which has as many trees for each of them. */
        @Param({"1", "7"})
        public int outputs;

        private QuantileModel flat;
        private Booster booster;
        private float[][] batches;
        private float[] quantiles;
        private int next;

        /** Loads both. */
        @Setup
        public void setUp() throws XGBoostError, IOException {
            byte[] bytes = BenchModel.load(outputs);
            flat = TreeModels.load(bytes);
            if (!(flat instanceof FlatTrees) || flat.quantileCount() != outputs) {
                throw new IllegalStateException("the model has " + flat.quantileCount() + " outputs, scored by "
                        + flat.getClass().getSimpleName() + "; must have " + outputs + " by FlatTrees");
            }
            booster = XGBoost.loadModel(bytes);
            booster.setParam("nthread", 1);
            batches = new float[BATCHES][];
            for (int i = 0; i < BATCHES; i++) {
                batches[i] = BenchModel.rows(rows, 100 + i);
            }
            quantiles = new float[rows * flat.quantileCount()];
        }

        /** Frees native memory. */
        @TearDown
        public void tearDown() {
            booster.dispose();
        }

        private float[] nextBatch() {
            next = (next + 1) % BATCHES;
            return batches[next];
        }
    }

    /** {@link FlatTrees}. */
    @Benchmark
    public float[] flat(Loaded loaded) {
        loaded.flat.score(loaded.nextBatch(), loaded.rows, loaded.quantiles);
        return loaded.quantiles;
    }

    /** {@code inplace_predict} of native XGBoost. */
    @Benchmark
    public float[][] nativeInPlace(Loaded loaded) throws XGBoostError {
        return loaded.booster.inplace_predict(loaded.nextBatch(), loaded.rows, BenchModel.FEATURES, Float.NaN);
    }

    /** {@code predict} of native XGBoost on a DMatrix made for the call. */
    @Benchmark
    public float[][] nativeMatrix(Loaded loaded) throws XGBoostError {
        var matrix = new DMatrix(loaded.nextBatch(), loaded.rows, BenchModel.FEATURES, Float.NaN);
        try {
            return loaded.booster.predict(matrix);
        } finally {
            matrix.dispose();
        }
    }
}
