package io.gridcast.app.backtest;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.Target;
import io.gridcast.core.score.ScoreSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** The figures of a backtest. */
public final class BacktestScores {
    private BacktestScores() {}

    /** Pairs of columns that are to be compared; {@code first} is asked to be the worse one. */
    public record Pair(String first, String second) {}

    /** A comparison, and of what. */
    public record Compared(Subject subject, Protocol protocol, Panel.Comparison comparison) {}

    /** By subject, protocol and column: first over all seasons, then a season each; last of all series together. */
    public static List<BacktestRow> rows(Backtest backtest) {
        List<BacktestRow> rows = new ArrayList<>();
        for (Subject subject : backtest.subjects()) {
            for (Panel panel : subject.panels()) {
                addRows(subject.series().seriesId(), List.of(panel), rows);
            }
        }
        for (Protocol protocol : Protocol.values()) {
            List<Panel> panels = backtest.subjects().stream()
                    .flatMap(subject -> subject.panels().stream())
                    .filter(panel -> panel.protocol() == protocol)
                    .toList();
            if (panels.size() > 1) {
                addRows(BacktestRow.ALL, panels, rows);
            }
        }
        return rows;
    }

    private static void addRows(String series, List<Panel> panels, List<BacktestRow> rows) {
        for (Column column : panels.get(0).columns()) {
            addRow(series, panels, column, Optional.empty(), rows);
        }
        for (Season season : Season.values()) {
            for (Column column : panels.get(0).columns()) {
                addRow(series, panels, column, Optional.of(season), rows);
            }
        }
    }

    private static void addRow(
            String series, List<Panel> panels, Column like, Optional<Season> season, List<BacktestRow> rows) {
        Panel first = panels.get(0);
        Target target = first.protocol().target();
        var sums = new ScoreSums(target, like.levels());
        double size = 0;
        for (Panel panel : panels) {
            Optional<Column> column = panel.column(like.name());
            if (column.isEmpty() || !Arrays.equals(column.get().levels(), like.levels())) {
                return;
            }
            Slots slots = panel.slots();
            IntPredicate which = slot -> season.isEmpty() || slots.season(slot) == season.get();
            panel.score(column.get(), which, sums);
            size += panel.meanSize(which) / panels.size();
        }
        if (sums.n() > 0) {
            rows.add(new BacktestRow(
                    series, target, first.protocol(), like.name(), like.kind(), season, sums.summary(), size));
        }
    }

    /** Each column against what was issued, and the pairs asked for. */
    public static List<Compared> comparisons(Backtest backtest, List<Pair> asked) {
        List<Compared> all = new ArrayList<>();
        for (Subject subject : backtest.subjects()) {
            for (Panel panel : subject.panels()) {
                panel.column(Subject.ISSUED)
                        .ifPresent(issued -> panel.columns().stream()
                                .filter(column -> column.kind() != Column.Kind.ISSUED)
                                .forEach(column -> panel.compare(column, issued)
                                        .ifPresent(one -> all.add(new Compared(subject, panel.protocol(), one)))));
            }
        }
        all.addAll(asked(backtest, asked));
        return all;
    }

    /**
     * The pairs asked for, wherever both columns are.
     *
     * @throws ExplainedException if there is no such pair anywhere
     */
    public static List<Compared> asked(Backtest backtest, List<Pair> pairs) {
        List<Compared> all = new ArrayList<>();
        for (Pair pair : pairs) {
            int before = all.size();
            for (Subject subject : backtest.subjects()) {
                for (Panel panel : subject.panels()) {
                    Optional<Column> first = panel.column(pair.first);
                    Optional<Column> second = panel.column(pair.second);
                    if (first.isPresent() && second.isPresent()) {
                        panel.compare(first.get(), second.get())
                                .ifPresent(one -> all.add(new Compared(subject, panel.protocol(), one)));
                    }
                }
            }
            if (all.size() == before) {
                throw unknown(backtest, pair);
            }
        }
        return all;
    }

    private static ExplainedException unknown(Backtest backtest, Pair pair) {
        List<String> names = backtest.subjects().stream()
                .flatMap(subject -> subject.panels().stream())
                .flatMap(panel -> panel.columns().stream())
                .map(Column::name)
                .distinct()
                .toList();
        return new ExplainedException(
                "there is nothing to compare of '" + pair.first + "' and '" + pair.second + "'",
                "both must be columns of one table, and known on two days at least",
                "choose two of: " + String.join(", ", names));
    }
}
