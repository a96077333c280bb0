package io.gridcast.app.backtest;

import io.gridcast.core.grid.Target;
import io.gridcast.core.scenario.EmpiricalCopula;
import io.gridcast.core.score.DieboldMariano;
import io.gridcast.core.score.PathScores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How good scenarios are: paths over whole local days with the margins of what was issued the day before and the dependence of past days,
 * against paths of the same margins that are independent. What depends on what is learnt from days that were over when the day was
 * forecast. The same backtest gives the same paths.
 */
public final class ScenarioScores {
    /** The newest day that is known when a day is forecast is the one two before it. */
    private static final int KNOWN_AFTER_DAYS = 2;

    private static final String SCENARIOS = "scenarios";
    private static final String APART = "targets apart";
    private static final String INDEPENDENT = "independent";

    private final String series;
    private final List<Target> targets;
    private final List<DayMargins> margins;
    private final Map<String, List<double[]>> scores = new LinkedHashMap<>();

    private ScenarioScores(String series, Map<Target, DayMargins> of) {
        this.series = series;
        this.targets = List.copyOf(of.keySet());
        this.margins = List.copyOf(of.values());
    }

    /** By series: load alone, price alone, both together; those of which enough days are known. */
    public static List<ScenarioRow> of(Backtest backtest) {
        return of(backtest, EmpiricalCopula.USUAL_ISSUES);
    }

    /** @param issues how many past days are learnt from */
    static List<ScenarioRow> of(Backtest backtest, int issues) {
        Map<String, Map<Target, DayMargins>> bySeries = new LinkedHashMap<>();
        for (Subject subject : backtest.subjects()) {
            for (Panel panel : subject.panels()) {
                if (panel.protocol().isDayAhead()) {
                    panel.column(Subject.ISSUED)
                            .ifPresent(issued -> bySeries.computeIfAbsent(
                                            subject.series().seriesId(), any -> new TreeMap<>())
                                    .put(subject.target(), new DayMargins(panel, issued)));
                }
            }
        }
        List<ScenarioRow> rows = new ArrayList<>();
        bySeries.forEach((series, margins) -> {
            margins.forEach((target, alone) -> add(series, Map.of(target, alone), issues, rows));
            if (margins.size() > 1) {
                add(series, margins, issues, rows);
            }
        });
        return rows;
    }

    private static void add(String series, Map<Target, DayMargins> margins, int issues, List<ScenarioRow> rows) {
        var scored = new ScenarioScores(series, margins);
        scored.score(issues);
        if (scored.days() > 1) {
            rows.add(scored.row());
        }
    }

    private void score(int issues) {
        SortedSet<Integer> days = new TreeSet<>(margins.get(0).days());
        margins.forEach(each -> days.retainAll(each.days()));
        for (int day : days) {
            List<Integer> past = new ArrayList<>(days.headSet(day - KNOWN_AFTER_DAYS + 1));
            if (past.size() >= EmpiricalCopula.LEAST_ISSUES) {
                score(day, past.subList(Math.max(0, past.size() - issues), past.size()));
            }
        }
    }

    private void score(int day, List<Integer> past) {
        int paths = EmpiricalCopula.USUAL_PATHS;
        int dimensions = margins.stream().mapToInt(each -> each.size(day)).sum();
        double[] observed = new double[dimensions];
        int from = 0;
        for (DayMargins each : margins) {
            each.observed(day, observed, from);
            from += each.size(day);
        }
        var random = new SplittableRandom(day);
        add(SCENARIOS, day, copula(day, past, margins).draw(paths, random), observed);
        if (margins.size() > 1) {
            add(APART, day, apart(day, past, paths, random), observed);
        }
        add(INDEPENDENT, day, EmpiricalCopula.independent(paths, dimensions, random), observed);
    }

    private static EmpiricalCopula copula(int day, List<Integer> past, List<DayMargins> of) {
        int dimensions = of.stream().mapToInt(each -> each.size(day)).sum();
        List<float[]> levels = new ArrayList<>();
        for (int before : past) {
            float[] all = new float[dimensions];
            int from = 0;
            for (DayMargins each : of) {
                each.levels(before, all, from, each.size(day));
                from += each.size(day);
            }
            levels.add(all);
        }
        return new EmpiricalCopula(levels);
    }

    /** Each target with its own dependence between slots, the targets knowing nothing of each other. */
    private double[][] apart(int day, List<Integer> past, int paths, SplittableRandom random) {
        double[][] all = new double[paths]
                [margins.stream().mapToInt(each -> each.size(day)).sum()];
        int from = 0;
        for (DayMargins each : margins) {
            double[][] levels = copula(day, past, List.of(each)).draw(paths, random);
            for (int path = 0; path < paths; path++) {
                System.arraycopy(levels[path], 0, all[path], from, each.size(day));
            }
            from += each.size(day);
        }
        return all;
    }

    private void add(String name, int day, double[][] paths, double[] observed) {
        for (double[] path : paths) {
            int from = 0;
            for (DayMargins each : margins) {
                each.toValues(day, path, from);
                from += each.size(day);
            }
        }
        scores.computeIfAbsent(name, any -> new ArrayList<>())
                .add(new double[] {PathScores.energy(paths, observed), PathScores.variogram(paths, observed)});
    }

    private int days() {
        return scores.getOrDefault(SCENARIOS, List.of()).size();
    }

    private ScenarioRow row() {
        List<ScenarioRow.Column> columns = new ArrayList<>();
        scores.forEach((name, each) ->
                columns.add(new ScenarioRow.Column(name, mean(name, 0), mean(name, 1), test(name, 0), test(name, 1))));
        return new ScenarioRow(series, targets, days(), columns);
    }

    private double mean(String name, int rule) {
        double sum = 0;
        for (double each : daily(name, rule)) {
            sum += each / days();
        }
        return sum;
    }

    private DieboldMariano test(String name, int rule) {
        return DieboldMariano.test(daily(name, rule), daily(SCENARIOS, rule), DieboldMariano.usualLags(days()));
    }

    private double[] daily(String name, int rule) {
        return scores.getOrDefault(name, List.of()).stream()
                .mapToDouble(both -> both[rule])
                .toArray();
    }
}
