package io.gridcast.core.trees;

import io.gridcast.core.forecast.QuantileModel;

/** Loads models of XGBoost. */
public final class TreeModels {
    private TreeModels() {}

    /**
     * Loads a model to check others by: by the native library where that reads its format, else as {@link #load} does.
     *
     * @throws InvalidTreesException as {@link #load}
     */
    public static QuantileModel reference(byte[] bytes) {
        XgboostModel model = XgboostModel.read(bytes);
        return model.isOfNewerFormat() ? load(bytes) : NativeTrees.load(bytes, model);
    }

    /**
     * Loads a model file (UBJSON or JSON): into {@link FlatTrees} if that covers it, else into {@link NativeTrees}
     * (dart, gblinear, categorical splits, vector leaves, objectives that transform the sum), which must be closed.
     *
     * <p>Where early stopping noted its best iteration (attribute {@code best_iteration}), the trees after it are left
     * out.
     *
     * @throws InvalidTreesException if the bytes are no model, cut off, or do not agree with themselves
     */
    public static QuantileModel load(byte[] bytes) {
        XgboostModel model = XgboostModel.read(bytes);
        return model.beyondFlat().isEmpty() ? FlatTrees.of(model) : NativeTrees.load(bytes, model);
    }
}
