package io.gridcast.app.simulator;

import io.gridcast.core.grid.MeterAssignment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The meters of one feeder. They share out the feeder's energy down to the last Wh, so the sum of their readings is the
 * feeder's load, however many they are.
 */
final class MeterBank {
    /** Since when the meters are where they are. */
    static final Instant INSTALLED = Instant.parse("2000-01-01T00:00:00Z");

    /** Meters a concentrator reads. */
    static final int A_CONCENTRATOR = 50;

    private static final double SPREAD_OF_SIZE = 0.7;
    private static final double SPREAD_OF_USE = 0.62;
    private static final double CALMEST = -3;
    private static final double WILDEST = 3;
    /** A connection carries this many times its mean load, more than {@link #WILDEST} use on the coldest evening. */
    private static final double CONNECTION = 40;

    private static final Fluctuation HABIT = Fluctuation.over(Duration.ofHours(5), Duration.ofDays(3));

    private final Feeder feeder;
    private final String[] ids;
    private final long[] keys;
    private final double[] size;
    private final double[] panels;

    MeterBank(Feeder feeder) {
        this.feeder = feeder;
        int n = feeder.meters();
        ids = new String[n];
        keys = new long[n];
        size = new double[n];
        panels = new double[n];
        double solarShare = Math.min(0.9, 0.08 + 0.45 * feeder.kind().traits().solarPeak());
        for (int i = 0; i < n; i++) {
            ids[i] = String.format(java.util.Locale.ROOT, "%s-M%05d", feeder.name(), i + 1);
            keys[i] = Dice.key(feeder.key(), ids[i]);
            size[i] = StrictMath.exp(SPREAD_OF_SIZE * Dice.normal(keys[i], 1));
            boolean hasPanels = i == 0 || Dice.uniform(keys[i], 2) < solarShare;
            panels[i] = hasPanels ? size[i] * (0.5 + Dice.uniform(keys[i], 3)) : 0;
        }
        scaleToSum1(size);
        scaleToSum1(panels);
    }

    Feeder feeder() {
        return feeder;
    }

    int count() {
        return ids.length;
    }

    String id(int meter) {
        return ids[meter];
    }

    int concentrators() {
        return (ids.length + A_CONCENTRATOR - 1) / A_CONCENTRATOR;
    }

    /** Largest mean power that a meter can measure, kW. */
    double maximumKw(int meter) {
        return Math.ceil(CONNECTION * feeder.heatPumps().connection() * size[meter] * feeder.levelMw() * 1000);
    }

    List<MeterAssignment> assignments() {
        List<MeterAssignment> assignments = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            double minimumKw = panels[i] == 0 ? 0 : -Math.ceil(1.2 * panels[i] * feeder.solarMw() * 1000);
            assignments.add(
                    new MeterAssignment(ids[i], feeder.name(), INSTALLED, Instant.MAX, minimumKw, maximumKw(i)));
        }
        return assignments;
    }

    /** What each meter counts in the slot, Wh; together the feeder's net energy. */
    long[] readingsWh(FeederLoad.Energy energy, long slotStartMs) {
        double[] use = new double[ids.length];
        for (int i = 0; i < use.length; i++) {
            double mood = 0.8 * HABIT.at(keys[i], slotStartMs) + 0.6 * Dice.normal(keys[i], slotStartMs / 1000);
            use[i] = size[i] * StrictMath.exp(SPREAD_OF_USE * Math.min(WILDEST, Math.max(CALMEST, mood)));
        }
        long[] readings = new long[ids.length];
        shareOut(energy.usedWh(), use, readings, 1);
        shareOut(energy.solarWh(), panels, readings, -1);
        return readings;
    }

    /** Adds to each its share of a total of whole Wh, none lost: what each gets is the step of a rounded running sum. */
    private static void shareOut(long totalWh, double[] shares, long[] into, int sign) {
        double all = 0;
        for (double share : shares) {
            all += share;
        }
        double running = 0;
        long given = 0;
        for (int i = 0; i < shares.length; i++) {
            running += shares[i];
            long due = i == shares.length - 1 ? totalWh : Math.round(totalWh * (running / all));
            into[i] += sign * (due - given);
            given = due;
        }
    }

    private static void scaleToSum1(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
    }
}
