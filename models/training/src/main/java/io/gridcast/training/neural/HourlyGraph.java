package io.gridcast.training.neural;

import io.gridcast.core.forecast.QuantileLevels;
import java.util.Arrays;

/** What graphs of whole days have in common: a row is a slot, its features are those of its day, and the hour of the row is picked. */
final class HourlyGraph {
    private static final int HOURS = DayColumns.HOURS;
    private static final int LEVELS = QuantileLevels.COUNT;

    final OnnxGraph graph;

    /** @param name of the graph */
    HourlyGraph(String name) {
        graph = new OnnxGraph(name);
    }

    /** One column of the input, shape {@code [N × 1]}. */
    String column(int column) {
        return graph.node("Gather", "axis", 1, OnnxGraph.INPUT, graph.indices(column));
    }

    /** Constants that are the same for all rows. */
    String row(float[] values) {
        return graph.constant(values, 1, values.length);
    }

    /** Columns, tamed and scaled; 0 for what is missing. Shape {@code [N × columns]}. */
    String scaled(int[] columns, DayScaling scaling) {
        String values = graph.node("Gather", "axis", 1, OnnxGraph.INPUT, graph.indices(columns));
        String moved = graph.node("Sub", values, row(scaling.medians));
        String tamed = graph.node("Asinh", graph.node("Div", moved, row(scaling.scales)));
        String centred = graph.node("Sub", tamed, row(scaling.means));
        String scaled = graph.node("Div", centred, row(scaling.deviations));
        return graph.node("Where", graph.node("IsNaN", scaled), row(new float[1]), scaled);
    }

    /** {@code count} columns of which the one is 1 that a whole number of the row names. */
    String oneOf(int column, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        String whole = graph.node("Floor", column(column));
        String away = graph.node("Abs", graph.node("Sub", whole, row(numbers)));
        return graph.node("Relu", graph.node("Sub", row(new float[] {1}), away));
    }

    /** A value an hour, {@code [N × 24]}, said for each level: {@code [N × 24·Q]}. */
    String forEachLevel(String byHour) {
        float[] spread = new float[HOURS * HOURS * LEVELS];
        for (int hour = 0; hour < HOURS; hour++) {
            int from = (hour * HOURS + hour) * LEVELS;
            Arrays.fill(spread, from, from + LEVELS, 1);
        }
        return graph.node("MatMul", byHour, graph.constant(spread, HOURS, HOURS * LEVELS));
    }

    /** The quantiles of the row's own hour, of those of all hours {@code [N × 24·Q]}. */
    String picked(String quantiles, int hourColumn) {
        float[] sums = new float[HOURS * LEVELS * LEVELS];
        for (int i = 0; i < HOURS * LEVELS; i++) {
            sums[i * LEVELS + i % LEVELS] = 1;
        }
        String own = forEachLevel(oneOf(hourColumn, HOURS));
        return graph.node("MatMul", graph.node("Mul", quantiles, own), graph.constant(sums, HOURS * LEVELS, LEVELS));
    }
}
