package io.gridcast.app.backtest;

import static io.gridcast.app.report.TextTable.figure;

import io.gridcast.app.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Scores of scenarios as text: a table a series and targets. */
public final class ScenarioTable {
    private ScenarioTable() {}

    /** All tables; none where too little is known. */
    public static String format(List<ScenarioRow> rows) {
        var text = new StringBuilder();
        for (ScenarioRow row : rows) {
            List<List<String>> lines = new ArrayList<>();
            lines.add(List.of(
                    "",
                    "days",
                    "energy score",
                    "scenarios better by %",
                    "p",
                    "variogram score",
                    "scenarios better by %",
                    "p"));
            row.columns().forEach(column -> lines.add(cells(row, column)));
            text.append(row.series())
                    .append(' ')
                    .append(row.targets().stream().map(BacktestTable::lower).collect(Collectors.joining(" and ")))
                    .append(", paths over a local day, issued the day before\n")
                    .append(TextTable.format(lines, 1))
                    .append('\n');
        }
        return text.toString();
    }

    private static List<String> cells(ScenarioRow row, ScenarioRow.Column column) {
        ScenarioRow.Column own = row.columns().get(0);
        boolean isOwn = column == own;
        return List.of(
                column.name(),
                Integer.toString(row.days()),
                figure(column.energy()),
                isOwn ? "" : percent(1 - own.energy() / column.energy()),
                isOwn ? "" : chance(column.energyTest().p()),
                figure(column.variogram()),
                isOwn ? "" : percent(1 - own.variogram() / column.variogram()),
                isOwn ? "" : chance(column.variogramTest().p()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private static String chance(double p) {
        return Double.isNaN(p) ? "-" : BacktestTable.chance(p);
    }
}
