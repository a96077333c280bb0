package io.gridcast.training.neural;

import io.gridcast.core.forecast.QuantileLevels;

/**
 * Networks of a day and all around them as one ONNX graph, a slot a row: features are tamed and scaled, the networks averaged, the
 * price of the day before at the same hour added, prices restored, and the hour of the row is picked.
 */
final class DayGraph {
    private static final int HOURS = DayColumns.HOURS;
    private static final int LEVELS = QuantileLevels.COUNT;

    /** How far beyond the farthest tamed price of its training a network may go. */
    private static final float BEYOND = 0.5f;

    private final DayColumns columns;
    private final DayScaling scaling;
    private final FeedForward[] networks;
    private final float farthest;
    private final HourlyGraph hourly = new HourlyGraph("price_of_day");
    private final OnnxGraph graph = hourly.graph;

    /** @param farthest the tamed price of the training that is farthest from usual */
    DayGraph(DayColumns columns, DayScaling scaling, FeedForward[] networks, float farthest) {
        this.columns = columns;
        this.scaling = scaling;
        this.networks = networks;
        this.farthest = farthest;
    }

    byte[] toOnnx() {
        String hours = hourly.scaled(columns.hours(), scaling);
        String inputs = graph.node("Concat", "axis", 1, hours, hourly.oneOf(columns.weekday(), DayScaling.WEEKDAYS));
        String said = average(inputs);
        String tamed = graph.node("Add", said, dayBefore(hours));
        String prices = restored(tamed);
        String quantiles = hourly.picked(prices, columns.hour());
        String center = hourly.column(columns.center());
        String scale = hourly.column(columns.scale());
        String measured = graph.node("Div", graph.node("Sub", quantiles, center), scale);
        return graph.finish(measured, columns.width(), LEVELS);
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
        String tamed = graph.node("Add", graph.node("Mul", before, hourly.row(deviations)), hourly.row(means));
        return hourly.forEachLevel(tamed);
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
        return graph.node(
                "Add", graph.node("Mul", graph.node("Sinh", bounded), hourly.row(scales)), hourly.row(medians));
    }
}
