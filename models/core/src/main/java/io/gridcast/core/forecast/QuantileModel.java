package io.gridcast.core.forecast;

/** Scores feature matrices; immutable, so that all tasks of a process can share it. */
public interface QuantileModel {
    /** Number of features a row, F. */
    int featureCount();

    /** Number of quantiles a row, Q. */
    int quantileCount();

    /**
     * Scores consecutive rows.
     *
     * @param features shape {@code [rows × F]}, row-major, in the order of the model's feature schema; NaN is missing
     * @param rows how many
     * @param quantiles receives shape {@code [rows × Q]}, row-major
     * @throws IllegalArgumentException if an array is too short
     */
    void score(float[] features, int rows, float[] quantiles);
}
