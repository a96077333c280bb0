package io.gridcast.training.neural;

import io.gridcast.core.forecast.QuantileLevels;

/**
 * Sequence networks and all around them as one ONNX graph for one target, a slot a row: days become tokens, networks are averaged, and the
 * hour of the row is picked.
 */
final class SequenceGraph {
    private static final int HOURS = DayColumns.HOURS;

    private final SequenceInputs inputs;
    private final SequenceColumns columns;
    private final SequenceNetwork[] networks;
    private final int target;
    private final float farthest;
    private final HourlyGraph hourly = new HourlyGraph("sequence_of_days");
    private final OnnxGraph graph = hourly.graph;

    /** @param farthest y that a network may say at most */
    SequenceGraph(SequenceInputs inputs, SequenceNetwork[] networks, int target, float farthest) {
        this.inputs = inputs;
        this.columns = inputs.columns;
        this.networks = networks;
        this.target = target;
        this.farthest = farthest;
    }

    byte[] toOnnx() {
        String hours = hourly.scaled(columns.hours(), inputs.hours);
        String tokens = tokens(hours);
        String ofHours = hours(hours);
        String plain = plain(hours);
        String[] said = new String[networks.length];
        for (int i = 0; i < networks.length; i++) {
            said[i] = said(networks[i], tokens, ofHours, plain);
        }
        String mean = graph.node("Mean", said);
        String bounded = graph.node(
                "Clip", mean, graph.constant(new float[] {-farthest}), graph.constant(new float[] {farthest}));
        return graph.finish(hourly.picked(bounded, columns.hour()), columns.width(), QuantileLevels.COUNT);
    }

    /** Shape {@code [N × days × token width]}. */
    private String tokens(String hours) {
        int days = columns.days();
        String values = graph.node("Gather", "axis", 1, OnnxGraph.INPUT, graph.indices(columns.hours()));
        String known =
                graph.node("Where", graph.node("IsNaN", values), hourly.row(new float[1]), hourly.row(new float[] {1}));
        String byChannel = graph.node("Reshape", known, graph.indices(0, days, columns.channels(), HOURS));
        String shares = graph.node(
                "Reshape",
                graph.listed("ReduceMean", "axes", new int[] {-1}, byChannel),
                graph.indices(0, days, columns.channels()));
        String ofDays = graph.node("Reshape", hours, graph.indices(0, days, columns.hoursOfDay()));
        return graph.node("Concat", "axis", 2, ofDays, shares);
    }

    private String plain(String hours) {
        int ofDay = columns.hoursOfDay();
        int[] places = new int[SequenceInputs.PLAIN_LAGS.length * ofDay];
        for (int i = 0; i < places.length; i++) {
            places[i] = SequenceInputs.PLAIN_LAGS[i / ofDay] * ofDay + i % ofDay;
        }
        return graph.node(
                "Concat",
                "axis",
                1,
                hourly.scaled(columns.centers(), inputs.centers),
                graph.node("Gather", "axis", 1, hours, graph.indices(places)),
                hourly.oneOf(columns.weekday(), DayScaling.WEEKDAYS));
    }

    /** Shape {@code [N × 24 × hour width]}. */
    private String hours(String hours) {
        int days = columns.days();
        int[] own = new int[HOURS * days];
        int near = SequenceInputs.NEAR_LAGS.length * columns.channels();
        int[] places = new int[HOURS * near];
        for (int hour = 0; hour < HOURS; hour++) {
            for (int lag = 0; lag < days; lag++) {
                own[hour * days + lag] = columns.hours()[columns.place(lag, columns.own(), hour)];
            }
            for (int i = 0; i < near; i++) {
                int lag = SequenceInputs.NEAR_LAGS[i / columns.channels()];
                places[hour * near + i] = columns.place(lag, i % columns.channels(), hour);
            }
        }
        return graph.node(
                "Concat",
                "axis",
                2,
                offCenter(own),
                byHour(graph.node("Gather", "axis", 1, hours, graph.indices(places)), near),
                byHour(hourly.scaled(columns.centers(), inputs.centers), 1),
                byHour(hourly.scaled(columns.scales(), inputs.scales), 1),
                weekdays());
    }

    /** By how much the target was off its centre in days before, in scales, tamed; 0 where that is not known. */
    private String offCenter(int[] own) {
        String values = byHour(graph.node("Gather", "axis", 1, OnnxGraph.INPUT, graph.indices(own)), columns.days());
        String centers = graph.node("Gather", "axis", 1, OnnxGraph.INPUT, graph.indices(columns.centers()));
        String scales = graph.node("Gather", "axis", 1, OnnxGraph.INPUT, graph.indices(columns.scales()));
        String off = graph.node("Div", graph.node("Sub", values, byHour(centers, 1)), byHour(scales, 1));
        String tamed = graph.node("Asinh", off);
        return graph.node("Where", graph.node("IsNaN", tamed), hourly.row(new float[1]), tamed);
    }

    private String byHour(String values, int width) {
        return graph.node("Reshape", values, graph.indices(0, HOURS, width));
    }

    private String weekdays() {
        int count = DayScaling.WEEKDAYS;
        float[] repeat = new float[count * HOURS * count];
        for (int hour = 0; hour < HOURS; hour++) {
            for (int day = 0; day < count; day++) {
                repeat[day * HOURS * count + hour * count + day] = 1;
            }
        }
        String constant = graph.constant(repeat, count, HOURS * count);
        return byHour(graph.node("MatMul", hourly.oneOf(columns.weekday(), count), constant), count);
    }

    private String said(SequenceNetwork network, String tokens, String ofHours, String plain) {
        String encoded = network.days.write(graph, tokens);
        String ofDay = graph.node(
                "Reshape",
                graph.node("Gather", "axis", 1, encoded, graph.indices(0)),
                graph.indices(0, network.days.out()));
        String joined = graph.node("Concat", "axis", 1, ofDay, plain);
        String byDay = network.dayHeads[target].write(graph, network.trunk.write(graph, joined));
        String byHour = network.hourHeads[target].write(graph, network.hours.write(graph, ofHours));
        String flat = graph.node("Reshape", byHour, graph.indices(0, SequenceNetwork.OUTPUTS));
        return graph.node("Add", byDay, flat);
    }
}
