package io.gridcast.core.features;

/** Fills one column of a matrix. */
interface Column {
    /** The value of a row; NaN where it is missing. */
    float value(Scene scene, int row);
}
