package io.gridcast.core.drift;

import java.util.Map;
import java.util.TreeMap;

/** Sums a variable's values by day; days without a value are left out. */
final class DayMeans {
    private final TreeMap<Integer, double[]> sums = new TreeMap<>();
    private long missing;

    void add(int epochDay, double value) {
        if (Double.isNaN(value)) {
            missing++;
            return;
        }
        double[] sum = sums.computeIfAbsent(epochDay, day -> new double[2]);
        sum[0] += value;
        sum[1]++;
    }

    long missing() {
        return missing;
    }

    /** Ascending. */
    int[] days() {
        return sums.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /** In the order of {@link #days}. */
    double[] means() {
        double[] means = new double[sums.size()];
        int i = 0;
        for (Map.Entry<Integer, double[]> day : sums.entrySet()) {
            means[i++] = day.getValue()[0] / day.getValue()[1];
        }
        return means;
    }
}
