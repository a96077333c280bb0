package io.gridcast.app.spikes;

import io.gridcast.app.report.TextTable;
import io.gridcast.core.score.AlertScores;
import io.gridcast.core.score.EventScores;
import io.gridcast.core.score.ReliabilityBin;
import io.gridcast.training.spikes.SpikeBacktest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scores of risks of spikes as text: by month and all together, then what was said against what happened. */
public final class SpikeTable {
    /** Narrow where almost all probabilities of a rare event are. */
    static final double[] EDGES = {0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1};

    private static final List<String> HEAD = List.of(
            "month",
            "windows",
            "with spike %",
            "PR-AUC",
            "times base",
            "by price alone",
            "slot PR-AUC",
            "times base",
            "Brier",
            "skill %",
            "alerts/week",
            "precision",
            "recall",
            "true alerts %");

    private SpikeTable() {}

    /** The tables. */
    public static String format(SpikeBacktest.Result result) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        result.months().forEach(month -> lines.add(line(month)));
        lines.add(line(result.all()));
        return TextTable.format(lines, 1) + "\n" + reliability(result.all().windows());
    }

    private static List<String> line(SpikeBacktest.Scored scored) {
        EventScores windows = scored.windows();
        EventScores slots = scored.slots();
        AlertScores alerts = scored.alerts();
        return List.of(
                scored.name(),
                Integer.toString(windows.count()),
                TextTable.percent(windows.baseRate()),
                TextTable.figure(windows.averagePrecision()),
                TextTable.figure(windows.averagePrecision() / windows.baseRate()),
                TextTable.figure(scored.newestPrice().averagePrecision()),
                TextTable.figure(slots.averagePrecision()),
                TextTable.figure(slots.averagePrecision() / slots.baseRate()),
                TextTable.figure(windows.brier()),
                TextTable.percent(windows.brierSkill()),
                TextTable.figure(alerts.alertsPerWeek()),
                TextTable.figure(alerts.precision()),
                TextTable.figure(alerts.recall()),
                TextTable.percent(alerts.trueAlertShare()));
    }

    private static String reliability(EventScores windows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("probability", "windows", "said", "happened"));
        for (ReliabilityBin bin : windows.reliability(EDGES)) {
            lines.add(List.of(
                    String.format(Locale.ROOT, "%.2f-%.2f", bin.from(), bin.to()),
                    Integer.toString(bin.cases()),
                    TextTable.figure(bin.meanProbability()),
                    TextTable.figure(bin.frequency())));
        }
        return TextTable.format(lines, 1);
    }
}
