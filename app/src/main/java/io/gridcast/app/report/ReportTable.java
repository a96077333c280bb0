package io.gridcast.app.report;

import io.gridcast.core.score.ScoreTotals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report as a table of text; figures to four digits, a dash where there is none. */
public final class ReportTable {
    private static final List<String> HEAD = List.of(
            "series",
            "target",
            "role",
            "model",
            "lead h",
            "n",
            "MAE",
            "MAPE %",
            "rMAE",
            "pinball",
            "in 50 %",
            "in 80 %",
            "in 90 %",
            "week before",
            "outlook");
    private static final int TEXT_COLUMNS = 4;

    private ReportTable() {}

    /** One line a row. */
    public static String format(ScoreReport report) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        report.rows().forEach(row -> lines.add(cells(row)));
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            widen(widths, line);
        }
        String rule = "-".repeat(Arrays.stream(widths).sum() + 2 * (widths.length - 1)) + "\n";
        return line(widths, lines.get(0))
                + rule
                + lines.stream().skip(1).map(cells -> line(widths, cells)).collect(Collectors.joining());
    }

    private static List<String> cells(ScoreRow row) {
        ScoreTotals.Summary errors = row.errors();
        return List.of(
                row.series(),
                row.target().name().toLowerCase(Locale.ROOT),
                row.role().name().toLowerCase(Locale.ROOT),
                row.model(),
                row.lead().fromHours() + "-" + row.lead().toHours(),
                Integer.toString(errors.n()),
                figure(errors.mae()),
                percent(errors.mape()),
                figure(errors.rmae()),
                figure(errors.pinball()),
                percent(errors.cover50()),
                percent(errors.cover80()),
                percent(errors.cover90()),
                figure(errors.naiveWeekMae()),
                figure(errors.outlookMae()));
    }

    private static String figure(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String percent(double fraction) {
        return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.2f", 100 * fraction) : "-";
    }

    private static void widen(int[] widths, List<String> line) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], line.get(i).length());
        }
    }

    private static String line(int[] widths, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String gap = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(i < TEXT_COLUMNS ? cells.get(i) + gap : gap + cells.get(i));
        }
        return line.toString().stripTrailing() + "\n";
    }
}
