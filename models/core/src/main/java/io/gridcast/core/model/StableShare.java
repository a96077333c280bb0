package io.gridcast.core.model;

import io.gridcast.core.forecast.ModelRef;
import java.nio.charset.StandardCharsets;

/** Spreads series evenly and for ever over 0 to 1, anew for each model. */
final class StableShare {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double TWO_TO_53 = 0x1p53;

    private StableShare() {}

    /** A place in [0, 1): FNV-1a of both names, its bits mixed by the finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
    static double of(ModelRef model, String seriesId) {
        long hash = FNV_OFFSET;
        for (byte b : (model + "/" + seriesId).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return (hash >>> 11) / TWO_TO_53;
    }
}
