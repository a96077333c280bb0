package io.gridcast.core.pack;

import io.gridcast.core.forecast.QuantileModel;

/**
 * A model that is checked, warm and ready to score. Thread-safe.
 *
 * @param hash of its pack
 * @param model gives forecasts in the target's unit, rows non-decreasing
 */
public record LoadedModel(PackManifest manifest, String hash, QuantileModel model) implements AutoCloseable {
    /** Frees what the model holds outside the heap. */
    @Override
    public void close() {
        CenteredQuantiles.close(model);
    }
}
