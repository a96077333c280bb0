package io.gridcast.app.report;

import io.gridcast.core.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Verdicts as people read them: who against whom, and how the confidence sequence closed in. */
public final class VerdictTable {
    private static final String ROW = "%-18s  %-30s  %-30s  %5s  %9s  %9s  %-18s  %s%n";
    private static final String COURSE = "%-20s  %5s  %9s  %-18s  %s%n";
    private static final int PLOT_WIDTH = 41;
    private static final int PLOT_ROWS = 40;

    private VerdictTable() {}

    /** One line a pair. */
    public static String of(List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return "no verdict yet: a challenger in shadow or as canary is first compared on its second full day\n";
        }
        var text = new StringBuilder(String.format(
                ROW, "scope", "champion", "challenger", "days", "loss", "tested", "sequence", "decision"));
        for (Verdict verdict : verdicts) {
            text.append(String.format(
                    ROW,
                    verdict.scope(),
                    verdict.champion(),
                    verdict.challenger(),
                    verdict.n(),
                    percent(verdict.meanLossDifference() / verdict.championLoss()),
                    percent(verdict.difference()),
                    sequence(verdict),
                    decision(verdict)));
        }
        return text.append(
                        "loss: the challenger's mean loss against the champion's. tested: mean daily difference, in what the"
                                + " champion usually loses; below 0 the challenger is better.\n")
                .toString();
    }

    /** The course of one pair, oldest first: a line a day, thinned to what fits a screen, each with its interval drawn. */
    public static String course(List<Verdict> verdicts) {
        double reach = reach(verdicts);
        var text = new StringBuilder(String.format(COURSE, "judged at", "days", "tested", "sequence", axis(reach)));
        for (Verdict verdict : thinned(verdicts)) {
            text.append(String.format(
                    COURSE,
                    verdict.decidedAt(),
                    verdict.n(),
                    percent(verdict.difference()),
                    sequence(verdict),
                    plot(verdict, reach)));
        }
        Verdict last = verdicts.get(verdicts.size() - 1);
        return text.append(String.format(
                        Locale.ROOT,
                        "%s after %d days: evidence %.3g of the %.3g that alpha %s asks for%n",
                        decision(last),
                        last.n(),
                        last.statistic(),
                        1 / last.alpha(),
                        last.alpha()))
                .toString();
    }

    private static List<Verdict> thinned(List<Verdict> verdicts) {
        List<Verdict> some = new ArrayList<>();
        int step = Math.max(1, (verdicts.size() + PLOT_ROWS - 1) / PLOT_ROWS);
        for (int i = (verdicts.size() - 1) % step; i < verdicts.size(); i += step) {
            some.add(verdicts.get(i));
        }
        return some;
    }

    /** How far the plot reaches on both sides of zero: the narrowest half of the intervals fits. */
    private static double reach(List<Verdict> verdicts) {
        double[] ends = verdicts.stream()
                .mapToDouble(verdict -> Math.max(Math.abs(verdict.differenceLow()), Math.abs(verdict.differenceHigh())))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return ends.length == 0 ? 1 : ends[ends.length / 2];
    }

    private static String plot(Verdict verdict, double reach) {
        char[] line = " ".repeat(PLOT_WIDTH).toCharArray();
        int low = column(verdict.differenceLow(), reach);
        int high = column(verdict.differenceHigh(), reach);
        for (int column = low; column <= high; column++) {
            line[column] = '-';
        }
        line[PLOT_WIDTH / 2] = '|';
        line[column(verdict.difference(), reach)] = 'o';
        return new String(line);
    }

    private static String axis(double reach) {
        String left = percent(-reach);
        String right = percent(reach);
        int gap = PLOT_WIDTH - left.length() - right.length();
        String middle = " ".repeat(Math.max(1, gap / 2)) + "0" + " ".repeat(Math.max(1, gap - gap / 2 - 1));
        return left + middle + right;
    }

    private static int column(double value, double reach) {
        double place = (value / reach + 1) / 2 * (PLOT_WIDTH - 1);
        return (int) Math.max(0, Math.min(PLOT_WIDTH - 1, Math.round(place)));
    }

    private static String sequence(Verdict verdict) {
        return Double.isInfinite(verdict.differenceLow())
                ? "nothing yet"
                : percent(verdict.differenceLow()) + " to " + percent(verdict.differenceHigh());
    }

    private static String decision(Verdict verdict) {
        return verdict.decision().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%+.1f%%", 100 * fraction);
    }
}
