package io.gridcast.app.backtest;

import io.gridcast.app.backtest.Column.Kind;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.score.DieboldMariano;
import io.gridcast.core.score.ScoreSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** All that was expected of the slots of one target of a series by one protocol, side by side. */
public final class Panel {
    /** Share of the slots forecast that a column must know for all others to be scored on those slots alone. */
    private static final double WELL_KNOWN = 0.95;

    private static final String AVERAGE = "average of experts";

    private final Slots slots;
    private final Protocol protocol;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private String unit = "";
    private boolean[] isScored = {};

    Panel(Slots slots, Protocol protocol) {
        this.slots = slots;
        this.protocol = protocol;
    }

    /** What is forecast of whom. */
    Slots slots() {
        return slots;
    }

    /** Which forecasts count. */
    public Protocol protocol() {
        return protocol;
    }

    /** Of the values: {@code MW}, or currency per MWh. */
    String unit() {
        return unit;
    }

    /** Takes those rows of a forecast that count. */
    void take(String name, Kind kind, Forecast forecast) {
        long issuedMs = forecast.issuedAt().toEpochMilli();
        for (int row = 0; row < forecast.horizonSlots(); row++) {
            int slot = slots.at(forecast.slot(row).toEpochMilli());
            if (slots.hold(slot) && slots.mayCount(protocol, issuedMs, slot)) {
                Column column = columns.computeIfAbsent(
                        name, any -> new Column(name, kind, forecast.quantileLevels(), slots.count()));
                boolean isEarlier = issuedMs < column.issuedMs(slot);
                if (!column.knows(slot) || isEarlier == protocol.prefersEarlier()) {
                    column.put(slot, issuedMs, forecast.quantiles(), row);
                }
                unit = forecast.unit();
            }
        }
    }

    /** Takes what was published, slot by slot; NaN where nothing was. */
    void take(String name, Kind kind, Points points) {
        Column column = Column.ofPoints(name, kind, slots.count());
        boolean knowsAny = false;
        for (int slot = 0; slot < slots.count(); slot++) {
            column.put(slot, points.at(slot));
            knowsAny |= column.knows(slot);
        }
        if (knowsAny) {
            columns.put(name, column);
        }
    }

    /** A value a slot. */
    @FunctionalInterface
    interface Points {
        float at(int slot);
    }

    /** Nothing more comes: averages are made, and it is settled which slots are scored. */
    void end() {
        average();
        List<Column> sorted = columns.values().stream()
                .sorted(Comparator.comparing(Column::kind)) // stable: within a kind as they came
                .toList();
        columns.clear();
        sorted.forEach(column -> columns.put(column.name(), column));
        isScored = new boolean[slots.count()];
        for (int slot = 0; slot < isScored.length; slot++) {
            isScored[slot] = isForecast(slot);
        }
        long forecast = count(slot -> isScored[slot]);
        List<Column> wellKnown = columns.values().stream()
                .filter(column -> count(slot -> isForecast(slot) && column.knows(slot)) >= WELL_KNOWN * forecast)
                .toList();
        for (int slot = 0; slot < isScored.length; slot++) {
            int each = slot;
            isScored[slot] = isScored[slot] && wellKnown.stream().allMatch(column -> column.knows(each));
        }
    }

    private void average() {
        List<Column> experts = columns.values().stream()
                .filter(column -> column.kind() == Kind.EXPERT)
                .filter(column -> Arrays.equals(column.levels(), QuantileLevels.standard()))
                .toList();
        if (experts.size() < 2) {
            return;
        }
        var mean = new Column(AVERAGE, Kind.AVERAGE, QuantileLevels.standard(), slots.count());
        float[] row = new float[QuantileLevels.COUNT];
        for (int slot = 0; slot < slots.count(); slot++) {
            int each = slot;
            if (experts.stream().allMatch(expert -> expert.knows(each))) {
                for (int level = 0; level < row.length; level++) {
                    double sum = 0;
                    for (Column expert : experts) {
                        sum += expert.quantiles()[slot * row.length + level];
                    }
                    row[level] = (float) (sum / experts.size());
                }
                mean.put(slot, experts.get(0).issuedMs(slot), row, 0);
            }
        }
        columns.put(AVERAGE, mean);
    }

    private boolean isForecast(int slot) {
        return !Float.isNaN(slots.actual(slot))
                && columns.values().stream().anyMatch(column -> column.kind() == Kind.ISSUED && column.knows(slot));
    }

    private long count(IntPredicate predicate) {
        long count = 0;
        for (int slot = 0; slot < slots.count(); slot++) {
            count += predicate.test(slot) ? 1 : 0;
        }
        return count;
    }

    /** Whether anything was issued for a slot whose outcome is known. */
    boolean isEmpty() {
        return count(slot -> isScored[slot]) == 0;
    }

    /** By kind, within a kind as they came. */
    List<Column> columns() {
        return new ArrayList<>(columns.values());
    }

    Optional<Column> column(String name) {
        return Optional.ofNullable(columns.get(name));
    }

    boolean isScored(int slot) {
        return isScored[slot];
    }

    /** Adds the errors of a column on the scored slots that {@code which} holds. */
    void score(Column column, IntPredicate which, ScoreSums sums) {
        for (int slot = 0; slot < slots.count(); slot++) {
            if (isScored[slot] && column.knows(slot) && which.test(slot)) {
                sums.add(column.quantiles(), slot, slots.actual(slot), slots.weekBefore(slot), Double.NaN);
            }
        }
    }

    /** Mean absolute value of what happened, over the scored slots that {@code which} holds. */
    double meanSize(IntPredicate which) {
        double sum = 0;
        long count = 0;
        for (int slot = 0; slot < slots.count(); slot++) {
            if (isScored[slot] && which.test(slot)) {
                sum += Math.abs(slots.actual(slot));
                count++;
            }
        }
        return sum / count;
    }

    /**
     * Whether {@code better} has smaller absolute errors than {@code worse}, local day by local day; empty where both are known on
     * fewer than two days.
     */
    Optional<Comparison> compare(Column worse, Column better) {
        List<double[]> days = new ArrayList<>();
        int last = Integer.MIN_VALUE;
        for (int slot = 0; slot < slots.count(); slot++) {
            if (isScored[slot] && worse.knows(slot) && better.knows(slot)) {
                if (slots.day(slot) != last) {
                    days.add(new double[3]);
                    last = slots.day(slot);
                }
                double[] sums = days.get(days.size() - 1);
                sums[0] += Math.abs(worse.median(slot) - slots.actual(slot));
                sums[1] += Math.abs(better.median(slot) - slots.actual(slot));
                sums[2]++;
            }
        }
        if (days.size() < 2) {
            return Optional.empty();
        }
        double[] first = days.stream().mapToDouble(sums -> sums[0] / sums[2]).toArray();
        double[] second = days.stream().mapToDouble(sums -> sums[1] / sums[2]).toArray();
        int lags = DieboldMariano.usualLags(days.size());
        return Optional.of(new Comparison(
                worse.name(),
                better.name(),
                DieboldMariano.test(first, second, 0),
                DieboldMariano.test(first, second, lags),
                lags));
    }

    /**
     * The test that {@code second} is better than {@code first}.
     *
     * @param apart days taken as independent, as in the literature on day-ahead prices
     * @param dependent with a variance that allows for dependence over {@code lags} days
     */
    public record Comparison(String first, String second, DieboldMariano apart, DieboldMariano dependent, int lags) {}
}
