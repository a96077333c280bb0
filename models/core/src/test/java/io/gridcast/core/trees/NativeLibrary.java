package io.gridcast.core.trees;

import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Assumptions;

/** Skips tests, loudly, where native XGBoost cannot be loaded: without it nothing can be compared. */
public final class NativeLibrary {
    private NativeLibrary() {}

    public static void assumeLoaded() {
        try {
            TrainedModel.of("reg:squarederror").rounds(1).train().dispose();
        } catch (XGBoostError | LinkageError e) {
            String message =
                    "SKIPPED: bit-exactness with native XGBoost was NOT checked, its library cannot be loaded (" + e
                            + "); install libgomp1 and run again";
            System.err.println(message);
            Assumptions.abort(message);
        }
    }
}
