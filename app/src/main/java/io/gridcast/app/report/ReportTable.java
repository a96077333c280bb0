package io.gridcast.app.report;

import io.gridcast.core.score.ScoreTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report as a table of text. */
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
        return TextTable.format(lines, TEXT_COLUMNS);
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
                TextTable.figure(errors.mae()),
                TextTable.percent(errors.mape()),
                TextTable.figure(errors.rmae()),
                TextTable.figure(errors.pinball()),
                TextTable.percent(errors.cover50()),
                TextTable.percent(errors.cover80()),
                TextTable.percent(errors.cover90()),
                TextTable.figure(errors.naiveWeekMae()),
                TextTable.figure(errors.outlookMae()));
    }
}
