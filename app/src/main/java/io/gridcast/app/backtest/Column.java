package io.gridcast.app.backtest;

import io.gridcast.core.forecast.ModelRole;
import java.util.Arrays;
import java.util.Locale;

/** What one forecaster expected of each slot of a panel. */
public final class Column {
    private static final float[] MEDIAN = {0.5f};

    private final String name;
    private final Kind kind;
    private final float[] levels;
    private final float[] quantiles;
    private final long[] issuedMs;

    Column(String name, Kind kind, float[] levels, int slots) {
        this.name = name;
        this.kind = kind;
        this.levels = levels;
        this.quantiles = new float[slots * levels.length];
        this.issuedMs = new long[slots];
        Arrays.fill(quantiles, Float.NaN);
    }

    /** Without bands. */
    static Column ofPoints(String name, Kind kind, int slots) {
        return new Column(name, kind, MEDIAN, slots);
    }

    /** Whose words they are; in the order of tables. */
    public enum Kind {
        /** What was issued: experts mixed online, bands calibrated. */
        ISSUED,
        /** An expert alone. */
        EXPERT,
        /** The plain mean of all experts. */
        AVERAGE,
        /** A rung below the champion. */
        FALLBACK,
        SHADOW,
        /** A model of the literature. */
        PUBLISHED,
        /** The system operator's outlook. */
        OUTLOOK,
        /** The same slot a week before. */
        WEEK_BEFORE;

        static Kind of(ModelRole role) {
            return switch (role) {
                case EXPERT -> EXPERT;
                case FALLBACK -> FALLBACK;
                case OUTLOOK -> OUTLOOK;
                case SHADOW -> SHADOW;
                case CHAMPION, CANARY -> ISSUED;
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Its name in tables. */
    public String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    float[] levels() {
        return levels;
    }

    /** All rows, shape {@code [slots × Q]}; NaN where nothing is known. */
    float[] quantiles() {
        return quantiles;
    }

    boolean knows(int slot) {
        return !Float.isNaN(quantiles[slot * levels.length]);
    }

    /** A quantile by its level; NaN where it has none. */
    float at(int slot, float level) {
        int column = Arrays.binarySearch(levels, level);
        return column < 0 ? Float.NaN : quantiles[slot * levels.length + column];
    }

    float median(int slot) {
        return at(slot, 0.5f);
    }

    /** When what it says of a slot was issued. */
    long issuedMs(int slot) {
        return issuedMs[slot];
    }

    void put(int slot, long issued, float[] from, int row) {
        System.arraycopy(from, row * levels.length, quantiles, slot * levels.length, levels.length);
        issuedMs[slot] = issued;
    }

    void put(int slot, float point) {
        quantiles[slot] = point;
    }
}
