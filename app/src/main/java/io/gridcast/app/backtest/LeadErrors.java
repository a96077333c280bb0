package io.gridcast.app.backtest;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.Quantiles;
import java.util.Map;
import java.util.TreeMap;

/** Absolute errors by lead time, over all issues. */
final class LeadErrors {
    private static final int MOST_HOURS = 24 * 8;

    private final Slots slots;
    private final Map<String, double[]> sums = new TreeMap<>();
    private final Map<String, int[]> counts = new TreeMap<>();

    LeadErrors(Slots slots) {
        this.slots = slots;
    }

    void take(String name, Forecast forecast) {
        double[] sum = sums.computeIfAbsent(name, any -> new double[MOST_HOURS + 1]);
        int[] count = counts.computeIfAbsent(name, any -> new int[MOST_HOURS + 1]);
        float[] medians = Quantiles.medians(forecast.quantileLevels(), forecast.quantiles());
        long issuedMs = forecast.issuedAt().toEpochMilli();
        for (int row = 0; row < medians.length; row++) {
            int slot = slots.at(forecast.slot(row).toEpochMilli());
            if (slots.hold(slot) && !Float.isNaN(slots.actual(slot))) {
                int lead = slots.leadHours(issuedMs, slot);
                if (lead > 0 && lead <= MOST_HOURS) {
                    sum[lead] += Math.abs(medians[row] - slots.actual(slot));
                    count[lead]++;
                }
            }
        }
    }

    /** Names of the forecasters. */
    Iterable<String> names() {
        return sums.keySet();
    }

    /** Mean absolute error by hours of lead time, from 0 on; NaN where there is none. */
    double[] of(String name) {
        double[] sum = sums.getOrDefault(name, new double[0]);
        int[] count = counts.getOrDefault(name, new int[0]);
        double[] means = new double[sum.length];
        for (int lead = 0; lead < means.length; lead++) {
            means[lead] = count[lead] == 0 ? Double.NaN : sum[lead] / count[lead];
        }
        return means;
    }
}
