package io.gridcast.app.backtest;

import static io.gridcast.app.report.TextTable.figure;
import static io.gridcast.app.report.TextTable.percent;

import io.gridcast.app.report.TextTable;
import io.gridcast.core.score.ScoreTotals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A backtest as text: a table a series, target and protocol. */
public final class BacktestTable {
    private static final List<String> HEAD =
            List.of("", "n", "MAE", "RMSE", "MAPE %", "rMAE", "pinball", "CRPS", "in 50 %", "in 80 %", "in 90 %");

    private static final double LEAST_CHANCE = 1e-9;

    private BacktestTable() {}

    /** All tables; after each, the bands of what was issued by season. */
    public static String format(List<BacktestRow> rows) {
        Map<String, List<BacktestRow>> tables = new LinkedHashMap<>();
        for (BacktestRow row : rows) {
            boolean isShown = row.season().isEmpty() || row.kind() == Column.Kind.ISSUED;
            if (isShown) {
                tables.computeIfAbsent(title(row), any -> new ArrayList<>()).add(row);
            }
        }
        var text = new StringBuilder();
        tables.forEach((title, lines) -> {
            List<List<String>> cells = new ArrayList<>();
            cells.add(HEAD);
            lines.forEach(row -> cells.add(cells(row)));
            text.append(title).append('\n');
            text.append(TextTable.format(cells, 1)).append('\n');
        });
        return text.toString();
    }

    /** One line a comparison. */
    public static String comparisons(List<BacktestScores.Compared> compared) {
        var text = new StringBuilder();
        for (BacktestScores.Compared each : compared) {
            Panel.Comparison one = each.comparison();
            text.append(String.format(
                    Locale.ROOT,
                    "%s %s, %s: is %s better than %s? Diebold-Mariano %.2f, p %s over %d days; %.2f, p %s if errors of"
                            + " %d days depend on each other%n",
                    each.subject().series().seriesId(),
                    lower(each.subject().target()),
                    each.protocol().title(),
                    one.second(),
                    one.first(),
                    one.apart().statistic(),
                    chance(one.apart().p()),
                    one.apart().days(),
                    one.dependent().statistic(),
                    chance(one.dependent().p()),
                    one.lags()));
        }
        return text.toString();
    }

    static String chance(double p) {
        return p < LEAST_CHANCE ? "below " + LEAST_CHANCE : String.format(Locale.ROOT, "%.3g", p);
    }

    static String title(BacktestRow row) {
        return row.series() + " " + lower(row.target()) + ", " + row.protocol().title();
    }

    static String lower(Object name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static List<String> cells(BacktestRow row) {
        ScoreTotals.Summary errors = row.errors();
        boolean hasBands = Double.isFinite(errors.cover80());
        return List.of(
                row.column() + row.season().map(season -> ", " + season).orElse(""),
                Integer.toString(errors.n()),
                figure(errors.mae()),
                figure(errors.rmse()),
                percent(errors.mape()),
                figure(errors.rmae()),
                figure(hasBands ? errors.pinball() : Double.NaN),
                figure(hasBands ? errors.crps() : Double.NaN),
                percent(errors.cover50()),
                percent(errors.cover80()),
                percent(errors.cover90()));
    }
}
