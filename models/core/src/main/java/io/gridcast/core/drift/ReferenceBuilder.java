package io.gridcast.core.drift;

import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.ReferenceHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the reference histograms of a pack from the rows that its model learnt from: for every series, one of each monitored
 * feature and one of the model's output, of means by UTC day of issue.
 */
public final class ReferenceBuilder {
    /** The variable of what the model put out: (forecast − centre) / scale. */
    public static final String OUTPUT = "(output)";

    /** More series than these are pooled by nobody and watched by their errors alone: a manifest has to stay small. */
    public static final int MOST_SERIES = 40;

    private static final int BINS = 10;
    private static final int FEWEST_DAYS = 21;
    private static final int[] LAGS = {1, 2, 4, 8};
    /** An autocorrelation of so many standard deviations is no accident. */
    private static final double CLEAR = 3;

    private static final double MOST_ALIKE = 0.98;
    private static final long DAY_MS = 86_400_000;
    private static final long BETWEEN_LOADS_MS = DAY_MS / 4;

    private final List<Column> monitored;
    private final Map<String, Map<String, DayMeans>> bySeries = new TreeMap<>();

    private record Column(String name, int column) {}

    /** @param schema of the rows to come */
    public ReferenceBuilder(FeatureSchema schema) {
        monitored = monitored(schema).entrySet().stream()
                .map(entry -> new Column(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * The columns that are watched: of those that are made in the same way from the same channel the first, none of the calendar,
     * and none that only repeat others.
     *
     * @return names and columns, in the order of the schema
     */
    public static Map<String, Integer> monitored(FeatureSchema schema) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (int column = 0; column < schema.size(); column++) {
            Feature feature = schema.features().get(column);
            boolean watched = switch (feature.kind()) {
                case CENTER, LEAD, HOUR, WEEKDAY, LIKE_WEEKDAY, DAY_OF_YEAR, HOLIDAY, BRIDGE, COOLING, HEATING -> false;
                default -> true;
            };
            if (watched && seen.add(feature.kind() + " " + feature.channel())) {
                columns.put(feature.name(), column);
            }
        }
        return columns;
    }

    /** The UTC day of an instant. */
    public static int day(long epochMs) {
        return (int) Math.floorDiv(epochMs, DAY_MS);
    }

    /**
     * Whether an issue counts in its day's means, in training as in the stream: of loads one in six hours does, for they tell as much as
     * all of them.
     */
    public static boolean counts(Target target, long issuedMs) {
        return target != Target.LOAD || issuedMs % BETWEEN_LOADS_MS == 0;
    }

    /**
     * Takes in a row.
     *
     * @param features row-major, of which the row begins at {@code offset}
     */
    public void add(String seriesId, long issuedMs, float[] features, int offset) {
        for (Column column : monitored) {
            add(seriesId, column.name, issuedMs, features[offset + column.column]);
        }
    }

    /** Takes in one value of a variable that is no feature: {@link #OUTPUT} of a row. */
    public void add(String seriesId, String variable, long issuedMs, double value) {
        Map<String, DayMeans> variables = bySeries.get(seriesId);
        if (variables == null) {
            if (bySeries.size() == MOST_SERIES) {
                return;
            }
            variables = new LinkedHashMap<>();
            bySeries.put(seriesId, variables);
        }
        variables.computeIfAbsent(variable, name -> new DayMeans()).add(day(issuedMs), value);
    }

    /** The histograms, by series; those of variables that hardly vary are left out, for nothing can be told from them. */
    public List<ReferenceHistogram> finish() {
        List<ReferenceHistogram> all = new ArrayList<>();
        bySeries.forEach((series, variables) -> variables.forEach(
                (variable, means) -> histogram(series, variable, means).ifPresent(all::add)));
        return all;
    }

    static Optional<ReferenceHistogram> histogram(String series, String variable, DayMeans means) {
        int[] days = means.days();
        if (days.length < FEWEST_DAYS) {
            return Optional.empty();
        }
        List<Double> usual = YearAndWeek.fit(days, means.means());
        double[] rest = means.means();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= YearAndWeek.usual(usual, days[i]);
        }
        List<Double> spread = YearAndWeek.fitSpread(days, rest);
        for (int i = 0; i < rest.length; i++) {
            rest[i] /= YearAndWeek.spread(spread, days[i]);
        }
        double autocorrelation = autocorrelation(rest);
        Arrays.sort(rest);
        List<Double> edges = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (int bin = 0; bin <= BINS; bin++) {
            double at = (rest.length - 1.0) * bin / BINS;
            int low = (int) at;
            double high = rest[Math.min(low + 1, rest.length - 1)];
            edges.add(rest[low] + (at - low) * (high - rest[low]));
            if (bin > 0) {
                counts.add((long) rest.length * bin / BINS - (long) rest.length * (bin - 1) / BINS);
                if (edges.get(bin) - edges.get(bin - 1) <= 1e-9 * (1 + Math.abs(edges.get(bin)))) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new ReferenceHistogram(
                variable, edges, counts, means.missing(), series, usual, spread, autocorrelation));
    }

    /**
     * The autocorrelation that a first-order autoregression would need to remember as long: the largest k-th root of the
     * autocorrelation at lag k that is clearly above 0.
     */
    private static double autocorrelation(double[] rest) {
        double clear = CLEAR / Math.sqrt(rest.length);
        double largest = 0;
        for (int lag : LAGS) {
            double at = Autocorrelation.at(rest, lag);
            if (at > clear) {
                largest = Math.max(largest, StrictMath.pow(at, 1.0 / lag));
            }
        }
        return Math.min(MOST_ALIKE, largest);
    }
}
