package io.gridcast.core.pack;

import io.gridcast.core.forecast.QuantileModel;

/** Makes a model of one kind from its pack. */
@FunctionalInterface
public interface ModelReader {
    /**
     * The model as it was trained: before centre and scale, rows unsorted.
     *
     * @throws io.gridcast.core.check.ExplainedException if an artifact is missing or cannot be read
     */
    QuantileModel read(ModelPack pack);
}
