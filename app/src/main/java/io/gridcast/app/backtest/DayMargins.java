package io.gridcast.app.backtest;

import io.gridcast.core.scenario.QuantileCurve;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was issued the day before for whole local days of one target, and what then happened; days with a gap are left out. */
final class DayMargins {
    private final Slots slots;
    private final Column issued;
    private final QuantileCurve curve;
    /** First slot of each day. */
    private final SortedMap<Integer, Integer> days = new TreeMap<>();

    private final double width;

    DayMargins(Panel panel, Column issued) {
        this.slots = panel.slots();
        this.issued = issued;
        this.curve = new QuantileCurve(issued.levels());
        double sum = 0;
        long count = 0;
        for (int slot = 0; slot < slots.count(); slot++) {
            int size = slots.slotsOfDayFrom(slot);
            if (size > 0 && isWhole(slot, size)) {
                days.put(slots.day(slot), slot);
                for (int each = slot; each < slot + size; each++) {
                    sum += quantile(each, issued.levels().length - 1) - quantile(each, 0);
                    count++;
                }
            }
        }
        width = sum / count;
    }

    private boolean isWhole(int first, int size) {
        for (int slot = first; slot < first + size; slot++) {
            if (!issued.knows(slot) || Float.isNaN(slots.actual(slot))) {
                return false;
            }
        }
        return true;
    }

    /** Local days, counted from 1970. */
    Set<Integer> days() {
        return days.keySet();
    }

    /** Slots of a day. */
    int size(int day) {
        return slots.slotsOfDayFrom(first(day));
    }

    /** The levels at which what happened lay within what was issued; a day of fewer slots than wanted lends its last one. */
    void levels(int day, float[] levels, int from, int wanted) {
        for (int i = 0; i < wanted; i++) {
            int slot = first(day) + Math.min(i, size(day) - 1);
            levels[from + i] = (float) curve.level(issued.quantiles(), slot, slots.actual(slot));
        }
    }

    /** How far what happened was from the median, in widths: the same unit for all targets. */
    void observed(int day, double[] observed, int from) {
        for (int i = 0; i < size(day); i++) {
            int slot = first(day) + i;
            observed[from + i] = deviation(slot, slots.actual(slot));
        }
    }

    /** How far paths are from the median, in widths; the levels of one path in, its values out, from {@code from} on. */
    void toValues(int day, double[] path, int from) {
        for (int i = 0; i < size(day); i++) {
            int slot = first(day) + i;
            path[from + i] = deviation(slot, curve.value(issued.quantiles(), slot, path[from + i]));
        }
    }

    private double deviation(int slot, double value) {
        return (value - issued.median(slot)) / width;
    }

    private double quantile(int slot, int level) {
        return issued.quantiles()[slot * issued.levels().length + level];
    }

    private int first(int day) {
        return days.getOrDefault(day, -1);
    }
}
