package io.gridcast.core.history;

import org.jspecify.annotations.Nullable;

/**
 * Where windows keep their values: one block of floats a channel and UTC day; NaN is missing.
 *
 * <p>A block's length is a multiple of 24 and may grow when a finer resolution arrives; a channel may have blocks of
 * different lengths. One thread at a time.
 */
public interface Blocks {
    /**
     * The block of a day, or null where there is none. The caller does not change it except as the writer below.
     *
     * @param epochDay days since 1970-01-01, UTC
     */
    float @Nullable [] read(ChannelKey key, int epochDay);

    /**
     * Keeps a block in place of the one before. The array may be kept by reference: the one writer that changes it in
     * place writes it again after each change.
     */
    void write(ChannelKey key, int epochDay, float[] slots);
}
