package io.gridcast.training.spikes;

import io.gridcast.core.check.Checks;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.training.dataset.Dataset;
import java.util.ArrayList;
import java.util.List;

/**
 * A data set as questions with an answer: was the price of a slot a spike, and was that of any slot of an issue.
 *
 * @param data of one series, rows in order of issue, all slots of an issue behind one another
 * @param happened by row
 * @param issues by order of issue; those alone of which at least nine tenths of the slots are known
 */
public record SpikeCases(Dataset data, boolean[] happened, List<OneIssue> issues) {
    private static final double MOSTLY = 0.9;
    private static final double DAY_MS = 86_400_000.0;

    public SpikeCases {
        Checks.require(
                happened.length == data.rows(),
                "there are " + happened.length + " answers to " + data.rows() + " rows");
        issues = List.copyOf(issues);
    }

    /**
     * One issue.
     *
     * @param row its first one
     * @param slots how many rows
     * @param happened whether any of its slots was a spike
     */
    public record OneIssue(int row, int slots, long issuedMs, boolean happened) {}

    /** The cases of a data set. */
    public static SpikeCases of(Dataset data, SpikeEvent event) {
        boolean[] happened = new boolean[data.rows()];
        for (int row = 0; row < happened.length; row++) {
            happened[row] = event.happened(data.targets()[row]);
        }
        List<OneIssue> all = new ArrayList<>();
        int from = 0;
        for (int row = 1; row <= happened.length; row++) {
            if (row == happened.length || data.issuedMs()[from] != data.issuedMs()[row]) {
                all.add(issue(data, happened, from, row));
                from = row;
            }
        }
        int most = all.stream().mapToInt(OneIssue::slots).max().orElse(0);
        all.removeIf(issue -> issue.slots < MOSTLY * most);
        return new SpikeCases(data, happened, all);
    }

    private static OneIssue issue(Dataset data, boolean[] happened, int from, int to) {
        boolean any = false;
        for (int row = from; row < to; row++) {
            any |= happened[row];
        }
        return new OneIssue(from, to - from, data.issuedMs()[from], any);
    }

    /** How many issues make a day. */
    public int issuesPerDay() {
        if (issues.size() < 2) {
            return 1;
        }
        double days = (issues.get(issues.size() - 1).issuedMs() - issues.get(0).issuedMs()) / DAY_MS;
        return (int) Math.max(1, Math.round((issues.size() - 1) / days));
    }

    /** How many slots were spikes. */
    public int positives() {
        int count = 0;
        for (boolean each : happened) {
            count += each ? 1 : 0;
        }
        return count;
    }
}
