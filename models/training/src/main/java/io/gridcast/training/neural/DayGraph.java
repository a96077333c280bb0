package io.gridcast.training.neural;

import io.gridcast.core.forecast.QuantileLevels;
import java.util.Arrays;

/**
 * Networks of a day and all around them as one ONNX graph, a slot a row: features are tamed and scaled, the networks averaged, the
 * price of the day before at the same hour added, prices restored, and the hour of the row is picked.
 */
final class DayGraph {
    private static final int WEEKDAYS = 7;
    private static final int HOURS = DayColumns.HOURS;
    private static final int LEVELS = QuantileLevels.COUNT;

    /** How far beyond the farthest tamed price of its training a network may go. */
    private static final float BEYOND = 0.5f;

    private final DayColumns columns;
    private final DayScaling scaling;
    private final FeedForward[] networks;
    private final float farthest;
    private final OnnxGraph graph = new OnnxGraph();

    /** @param farthest the tamed price of the training that is farthest from usual */
    DayGraph(DayColumns columns, DayScaling scaling, FeedForward[] networks, float farthest) {
        this.columns = columns;
        this.scaling = scaling;
        this.networks = networks;
        this.farthest = farthest;
    }

    byte[] toOnnx() {
        String hours = scaled();
        String inputs = graph.node("Concat", "axis", 1, hours, oneOf(columns.weekday(), WEEKDAYS));
        String said = average(inputs);
        String tamed = graph.node("Add", said, dayBefore(hours));
        String prices = restored(tamed);
        String quantiles = picked(prices);
        String center = column(columns.center());
        String scale = column(columns.scale());
        String measured = graph.node("Div", graph.node("Sub", quantiles, center), scale);
        return graph.finish(measured, columns.width(), LEVELS);
    }

    private String column(int column) {
        return graph.node("Gather", "axis", 1, OnnxGraph.INPUT, graph.indices(column));
    }

    private String row(float[] values) {
        return graph.constant(values, 1, values.length);
    }

    /** All hours of days, tamed and scaled; 0 for what is missing. Shape {@code [N × hours]}. */
    private String scaled() {
        String values = graph.node("Gather", "axis", 1, OnnxGraph.INPUT, graph.indices(columns.hours()));
        String moved = graph.node("Sub", values, row(scaling.medians));
        String tamed = graph.node("Asinh", graph.node("Div", moved, row(scaling.scales)));
        String centred = graph.node("Sub", tamed, row(scaling.means));
        String scaled = graph.node("Div", centred, row(scaling.deviations));
        return graph.node("Where", graph.node("IsNaN", scaled), row(new float[1]), scaled);
    }

    /** {@code count} columns of which the one is 1 that a whole number of the row names. */
    private String oneOf(int column, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        String whole = graph.node("Floor", column(column));
        String away = graph.node("Abs", graph.node("Sub", whole, row(numbers)));
        return graph.node("Relu", graph.node("Sub", row(new float[] {1}), away));
    }

    private String average(String inputs) {
        String[] said = new String[networks.length];
        for (int i = 0; i < networks.length; i++) {
            String value = inputs;
            for (int l = 0; l < networks[i].layers.length; l++) {
                Layer layer = networks[i].layers[l];
                String weights = graph.constant(layer.weights, layer.in, layer.out);
                value = graph.node("Gemm", value, weights, graph.constant(layer.bias, layer.out));
                value = l + 1 < networks[i].layers.length ? graph.node("Relu", value) : value;
            }
            said[i] = value;
        }
        return graph.node("Mean", said);
    }

    /** The tamed price of the day before at each hour, for each level. */
    private String dayBefore(String hours) {
        float[] means = new float[HOURS];
        float[] deviations = new float[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            means[hour] = scaling.means[columns.dayBefore()[hour]];
            deviations[hour] = scaling.deviations[columns.dayBefore()[hour]];
        }
        String before = graph.node("Gather", "axis", 1, hours, graph.indices(columns.dayBefore()));
        String tamed = graph.node("Add", graph.node("Mul", before, row(deviations)), row(means));
        return forEachLevel(tamed);
    }

    private String forEachLevel(String byHour) {
        float[] spread = new float[HOURS * HOURS * LEVELS];
        for (int hour = 0; hour < HOURS; hour++) {
            int from = (hour * HOURS + hour) * LEVELS;
            Arrays.fill(spread, from, from + LEVELS, 1);
        }
        return graph.node("MatMul", byHour, graph.constant(spread, HOURS, HOURS * LEVELS));
    }

    private String restored(String tamed) {
        float[] medians = new float[HOURS * LEVELS];
        float[] scales = new float[HOURS * LEVELS];
        for (int i = 0; i < medians.length; i++) {
            medians[i] = scaling.medians[columns.dayBefore()[i / LEVELS]];
            scales[i] = scaling.scales[columns.dayBefore()[i / LEVELS]];
        }
        float most = farthest + BEYOND;
        String bounded =
                graph.node("Clip", tamed, graph.constant(new float[] {-most}), graph.constant(new float[] {most}));
        return graph.node("Add", graph.node("Mul", graph.node("Sinh", bounded), row(scales)), row(medians));
    }

    /** The quantiles of the row's own hour. */
    private String picked(String prices) {
        float[] sums = new float[HOURS * LEVELS * LEVELS];
        for (int i = 0; i < HOURS * LEVELS; i++) {
            sums[i * LEVELS + i % LEVELS] = 1;
        }
        String own = forEachLevel(oneOf(columns.hour(), HOURS));
        return graph.node("MatMul", graph.node("Mul", prices, own), graph.constant(sums, HOURS * LEVELS, LEVELS));
    }
}
