package io.gridcast.app.backtest;

import io.gridcast.core.forecast.ExpertShare;
import io.gridcast.core.forecast.Forecast;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How much of what was issued each expert had, by UTC day of issue. */
final class Shares {
    private static final long DAY_MS = 86_400_000L;

    private final TreeMap<Long, Map<String, Double>> sums = new TreeMap<>();
    private final Map<Long, Integer> counts = new TreeMap<>();

    void take(Forecast forecast) {
        if (forecast.experts().isEmpty()) {
            return;
        }
        long day = Math.floorDiv(forecast.issuedAt().toEpochMilli(), DAY_MS);
        Map<String, Double> sum = sums.computeIfAbsent(day, any -> new LinkedHashMap<>());
        for (ExpertShare share : forecast.experts()) {
            sum.merge(share.model().modelId(), share.share(), Double::sum);
        }
        counts.merge(day, 1, Integer::sum);
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    /** Days of issue, counted from 1970. */
    double[] days() {
        return sums.keySet().stream().mapToDouble(Long::doubleValue).toArray();
    }

    /** Mean share a day of each expert, in the order of {@link #days}; 0 where it said nothing. */
    Map<String, double[]> byExpert() {
        Map<String, double[]> shares = new LinkedHashMap<>();
        int at = 0;
        for (Map.Entry<Long, Map<String, Double>> day : sums.entrySet()) {
            int place = at++;
            double count = counts.getOrDefault(day.getKey(), 1);
            day.getValue()
                    .forEach((expert, sum) ->
                            shares.computeIfAbsent(expert, any -> new double[sums.size()])[place] = sum / count);
        }
        return shares;
    }

    /** Mean share of each expert over all days. */
    Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        byExpert().forEach((expert, shares) -> {
            double sum = 0;
            for (double share : shares) {
                sum += share;
            }
            means.put(expert, sum / shares.length);
        });
        return means;
    }
}
