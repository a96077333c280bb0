package io.gridcast.core.spikes;

import io.gridcast.core.check.Checks;
import java.util.ArrayList;
import java.util.List;

/** Finds the levels that keep budgets of alerts, on issues that the model had not learnt from. */
public final class AlertBudget {
    /** The budgets that packs name levels for, alerts a week. */
    public static final List<Double> LADDER = List.of(0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 14.0);

    private static final int GRID = 200;

    private AlertBudget() {}

    /**
     * The levels of the {@link #LADDER}.
     *
     * @param probabilities of a spike in the window, issue by issue, in order of time
     * @param issuesPerDay how many of them make a day
     */
    public static List<AlertLevel> levels(double[] probabilities, int issuesPerDay) {
        Checks.require(issuesPerDay > 0, "issues a day are " + issuesPerDay + ", must be at least 1");
        double weeks = probabilities.length / (7.0 * issuesPerDay);
        List<AlertLevel> levels = new ArrayList<>();
        for (double budget : LADDER) {
            levels.add(new AlertLevel(budget, level(probabilities, issuesPerDay, budget * weeks)));
        }
        return List.copyOf(levels);
    }

    /** The lowest level of a grid at and above which there are no more than {@code most} alerts; 1 where there is none. */
    static double level(double[] probabilities, int issuesPerDay, double most) {
        double lowest = 1;
        for (int step = GRID - 1; step > 0; step--) {
            double level = (double) step / GRID;
            if (SpikeAlarm.alerts(probabilities, level, issuesPerDay) > most) {
                return lowest;
            }
            lowest = level;
        }
        return lowest;
    }
}
