package io.gridcast.core.trees;

/**
 * Features as integers of the same order, so that a split needs no floating-point comparison and no branch.
 *
 * <p>Each feature is there twice: at {@code 2f} a missing value lies below everything (it goes left), at {@code 2f + 1}
 * above everything (it goes right). A split reads the one that sends missing values its default way.
 */
final class FeatureKeys {
    private static final int MAGNITUDE = 0x7fff_ffff;
    private static final int INFINITY = 0x7f80_0000;

    private FeatureKeys() {}

    /** Orders as floats do: {@code keyOf(a) < keyOf(b)} if and only if {@code a < b}, for all but NaN; −0 equals 0. */
    static int keyOf(float value) {
        int bits = Float.floatToRawIntBits(value + 0.0f);
        return bits ^ ((bits >> 31) & MAGNITUDE);
    }

    /** Where a split on {@code feature} finds its key in a row. */
    static int column(int feature, boolean defaultLeft) {
        return 2 * feature + (defaultLeft ? 0 : 1);
    }

    /** A node as one number: column in the upper half, key of the condition in the lower. */
    static long node(int column, int conditionKey) {
        return (long) column << 32 | (conditionKey & 0xffff_ffffL);
    }

    /** Fills {@code keys} from {@code count} features; NaN is missing. */
    static void fill(float[] features, int offset, int count, int[] keys) {
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits(features[offset + i] + 0.0f);
            int key = bits ^ ((bits >> 31) & MAGNITUDE);
            int missing = (INFINITY - (bits & MAGNITUDE)) >> 31;
            keys[2 * i] = (key & ~missing) | (Integer.MIN_VALUE & missing);
            keys[2 * i + 1] = (key & ~missing) | (Integer.MAX_VALUE & missing);
        }
    }
}
