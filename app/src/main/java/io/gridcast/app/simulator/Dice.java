package io.gridcast.app.simulator;

/**
 * Random numbers without a state: each is a pure function of a key and an index, so that any moment of the simulated
 * country can be looked at without living through the moments before.
 *
 * <p>The mixer is the finaliser of SplitMix64 (Steele, Lea, Flood 2014, figure 16).
 */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;
    private static final double SUM_OF_FOUR_MEAN = 2 * 65535.0;
    /** Standard deviation of the sum of four uniform 16-bit numbers. */
    private static final double SUM_OF_FOUR_DEVIATION = Math.sqrt(4 * (65536.0 * 65536.0 - 1) / 12);

    private Dice() {}

    /** A key of its own for a thing with a name. */
    static long key(long parent, String name) {
        long key = mix(parent ^ GOLDEN);
        for (int i = 0; i < name.length(); i++) {
            key = mix(key + name.charAt(i) + GOLDEN);
        }
        return key;
    }

    /** A key of its own for a thing with a number. */
    static long key(long parent, long number) {
        return mix(mix(parent + GOLDEN) ^ number);
    }

    /** Evenly spread over 0 (in) to 1 (out). */
    static double uniform(long key, long index) {
        return (mix(key + index * GOLDEN) >>> 11) * UNIT;
    }

    /**
     * Mean 0, deviation 1, nearly normal: the sum of four uniform numbers (Irwin-Hall), so never beyond ±3.47 and the same
     * on every machine.
     */
    static double normal(long key, long index) {
        long bits = mix(key + index * GOLDEN);
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum - SUM_OF_FOUR_MEAN) / SUM_OF_FOUR_DEVIATION;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
