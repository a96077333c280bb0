package io.gridcast.app.backtest;

import io.gridcast.app.plot.Chart;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.score.ScoringRules;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A backtest as one page of HTML that needs nothing beside it: tables, and plots of each target of each series. */
public final class BacktestPage {
    private static final int SHOWN_HOURS = 14 * 24;
    private static final long HOUR_MS = 3_600_000L;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final String GREY = "#999999";
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Backtest</title>
            <style>body { font-family: sans-serif; margin: 2em; } pre { font-size: 12px; overflow-x: auto; }
            svg { margin: 0 1em 1em 0; }</style></head><body>
            """;

    private BacktestPage() {}

    /** The whole page. */
    public static String of(
            Backtest backtest,
            List<BacktestRow> rows,
            List<BacktestScores.Compared> asked,
            List<ScenarioRow> scenarios) {
        var page = new StringBuilder(HEAD).append("<h1>Backtest</h1>\n");
        for (Subject subject : backtest.subjects()) {
            String name = subject.series().seriesId();
            page.append("<h2>").append(Chart.escaped(name + " " + BacktestTable.lower(subject.target())));
            page.append("</h2>\n");
            preformatted(
                    page,
                    BacktestTable.format(rows.stream()
                            .filter(row -> row.series().equals(name) && row.target() == subject.target())
                            .toList()));
            Panel panel = subject.panels().get(0);
            page.append(errors(subject, panel)).append(reliability(panel)).append(bands(panel));
            if (!subject.shares().isEmpty()) {
                page.append(shares(subject.shares()));
            }
        }
        preformatted(
                page,
                BacktestTable.format(rows.stream()
                        .filter(row -> row.series().equals(BacktestRow.ALL))
                        .toList()));
        preformatted(page, BacktestTable.comparisons(asked));
        if (!scenarios.isEmpty()) {
            page.append("<h2>Scenarios</h2>\n");
            preformatted(page, ScenarioTable.format(scenarios));
        }
        return page.append("</body></html>\n").toString();
    }

    private static void preformatted(StringBuilder page, String text) {
        if (!text.isEmpty()) {
            page.append("<pre>").append(Chart.escaped(text)).append("</pre>\n");
        }
    }

    private static String errors(Subject subject, Panel panel) {
        var chart = new Chart("Mean absolute error by lead time", "hours from issue to the slot's end", panel.unit())
                .fromZero();
        for (String name : subject.leads().names()) {
            double[] errors = subject.leads().of(name);
            int end = errors.length;
            while (end > 1 && Double.isNaN(errors[end - 1])) {
                end--;
            }
            int first = 0;
            while (first < end - 1 && Double.isNaN(errors[first])) {
                first++;
            }
            double[] x = new double[end - first];
            Arrays.setAll(x, firstLead(first));
            chart.line(name, x, Arrays.copyOfRange(errors, first, end));
        }
        return chart.svg();
    }

    private static java.util.function.IntToDoubleFunction firstLead(int first) {
        return i -> first + i;
    }

    /** Share of observations at or below each quantile, against its level: on the diagonal, bands hold what they promise. */
    private static String reliability(Panel panel) {
        double[] levels = ScoringRules.levelsOf(QuantileLevels.standard());
        var chart = new Chart(
                "Observations below a quantile, " + panel.protocol().title(), "level of the quantile", "share");
        chart.line("as promised", new double[] {0, 1}, new double[] {0, 1}, GREY);
        for (Column column : panel.columns()) {
            if (column.levels().length == levels.length) {
                chart.line(column.name(), levels, below(panel, column));
            }
        }
        return chart.svg();
    }

    private static double[] below(Panel panel, Column column) {
        double[] below = new double[column.levels().length];
        int count = 0;
        for (int slot = 0; slot < panel.slots().count(); slot++) {
            if (panel.isScored(slot) && column.knows(slot)) {
                count++;
                for (int level = 0; level < below.length; level++) {
                    below[level] += panel.slots().actual(slot) <= column.at(slot, column.levels()[level]) ? 1 : 0;
                }
            }
        }
        for (int level = 0; level < below.length; level++) {
            below[level] /= count;
        }
        return below;
    }

    /** The last days of what was issued, with its bands. */
    private static String bands(Panel panel) {
        Slots slots = panel.slots();
        int last = slots.count() - 1;
        while (last > 0 && !panel.isScored(last)) {
            last--;
        }
        int first = Math.max(
                0,
                last
                        - (int) (SHOWN_HOURS
                                * HOUR_MS
                                / slots.series().resolution().toMillis()));
        ZoneId zone = slots.series().timeZone();
        var format = DateTimeFormatter.ofPattern("d MMM", Locale.ROOT).withZone(zone);
        var chart = new Chart(
                        "The last days, " + panel.protocol().title() + ", with 50, 80 and 90 % bands",
                        "local time (" + zone + ")",
                        panel.unit())
                .xTicks(day -> format.format(Instant.ofEpochMilli((long) (day * DAY_MS))));
        double[] x = new double[last - first + 1];
        Arrays.setAll(x, i -> slots.startMs(first + i) / (double) DAY_MS);
        for (Column column : panel.columns()) {
            if (column.kind() == Column.Kind.ISSUED) {
                chart.band("90 %", x, values(column, first, last, 0.05f), values(column, first, last, 0.95f), 0.15);
                chart.band("80 %", x, values(column, first, last, 0.10f), values(column, first, last, 0.90f), 0.2);
                chart.band("50 %", x, values(column, first, last, 0.25f), values(column, first, last, 0.75f), 0.3);
                chart.line("issued", x, values(column, first, last, 0.5f));
            } else if (column.kind() == Column.Kind.OUTLOOK) {
                chart.line(column.name(), x, values(column, first, last, 0.5f));
            }
        }
        double[] observed = new double[x.length];
        Arrays.setAll(observed, i -> slots.actual(first + i));
        return chart.line("observed", x, observed, "#000000").svg();
    }

    private static double[] values(Column column, int first, int last, float level) {
        double[] values = new double[last - first + 1];
        Arrays.setAll(values, i -> column.at(first + i, level));
        return values;
    }

    private static String shares(Shares shares) {
        var format = DateTimeFormatter.ofPattern("MMM yyyy", Locale.ROOT).withZone(ZoneId.of("UTC"));
        var chart = new Chart("Shares of the experts in what was issued", "day of issue", "share")
                .fromZero()
                .xTicks(day -> format.format(Instant.ofEpochMilli((long) (day * DAY_MS))));
        double[] days = shares.days();
        double[] below = new double[days.length];
        for (Map.Entry<String, double[]> expert :
                new ArrayList<>(shares.byExpert().entrySet())) {
            double[] above = new double[days.length];
            for (int i = 0; i < days.length; i++) {
                above[i] = below[i] + expert.getValue()[i];
            }
            chart.stack(expert.getKey(), days, below, above);
            below = above;
        }
        return chart.svg();
    }
}
