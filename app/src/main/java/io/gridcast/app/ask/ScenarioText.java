package io.gridcast.app.ask;

import static io.gridcast.app.report.TextTable.figure;

import io.gridcast.app.report.TextTable;
import io.gridcast.core.grid.Target;
import io.gridcast.core.scenario.ScenarioPaths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Scenarios as text: what only whole paths can say, or the paths themselves as CSV. */
public final class ScenarioText {
    private static final double[] SHOWN = {0.05, 0.25, 0.5, 0.75, 0.95};

    private ScenarioText() {}

    /** How peaks, lows and means over the horizon are spread. */
    public static String summary(Scenarios scenarios) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("over the horizon", "5 %", "25 %", "median", "75 %", "95 %"));
        for (ScenarioPaths target : scenarios.targets()) {
            String name = name(target);
            lines.add(line(
                    "highest " + name, target, path -> Arrays.stream(path).max().orElseThrow()));
            lines.add(line(
                    "mean " + name,
                    target,
                    path -> Arrays.stream(path).average().orElseThrow()));
            lines.add(line(
                    "lowest " + name, target, path -> Arrays.stream(path).min().orElseThrow()));
        }
        if (scenarios.targets().size() > 1) {
            lines.add(line("load × price, thousand", costs(scenarios)));
        }
        return String.format(
                        "%s, issued at %s: %d paths, dependence of %d past issues, seed %d%n",
                        scenarios.seriesId(),
                        scenarios.issuedAt(),
                        scenarios.paths(),
                        scenarios.issues(),
                        scenarios.seed())
                + TextTable.format(lines, 1);
    }

    /** A line a target and slot, a column a path. */
    public static String csv(Scenarios scenarios) {
        var text = new StringBuilder("target,unit,slot");
        for (int path = 1; path <= scenarios.paths(); path++) {
            text.append(",path_").append(path);
        }
        text.append('\n');
        for (ScenarioPaths target : scenarios.targets()) {
            for (int slot = 0; slot < target.forecast().horizonSlots(); slot++) {
                text.append(lower(target.forecast().target())).append(',');
                text.append(target.forecast().unit()).append(',');
                text.append(target.forecast().slot(slot));
                for (double[] path : target.values()) {
                    text.append(',').append((float) path[slot]);
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static String name(ScenarioPaths target) {
        return lower(target.forecast().target()) + ", " + target.forecast().unit();
    }

    static String lower(Target target) {
        return target.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> line(String name, ScenarioPaths target, ToDoubleFunction<double[]> of) {
        return line(name, Arrays.stream(target.values()).mapToDouble(of).toArray());
    }

    private static List<String> line(String name, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        List<String> cells = new ArrayList<>(List.of(name));
        for (double level : SHOWN) {
            cells.add(figure(sorted[(int) Math.round(level * (sorted.length - 1))]));
        }
        return cells;
    }

    /** What the load of the slots costs that have a price, a path each. */
    private static double[] costs(Scenarios scenarios) {
        ScenarioPaths load = scenarios.targets().get(0);
        ScenarioPaths price = scenarios.targets().get(1);
        double hours = load.forecast().resolution().toMillis() / 3_600_000.0;
        double[] costs = new double[scenarios.paths()];
        for (int slot = 0; slot < price.forecast().horizonSlots(); slot++) {
            for (int other = 0; other < load.forecast().horizonSlots(); other++) {
                if (load.forecast().slot(other).equals(price.forecast().slot(slot))) {
                    for (int path = 0; path < costs.length; path++) {
                        costs[path] += hours * load.values()[path][other] * price.values()[path][slot] / 1000;
                    }
                }
            }
        }
        return costs;
    }
}
