package io.gridcast.core.score;

/**
 * What alerts were worth: gathers issues in order of time, then answers. An alert begins at an issue where it is on and was not before,
 * and, while it stays on, anew each day.
 */
public final class AlertScores {
    private final int issuesPerDay;
    private int issues;
    private int events;
    private int on;
    private int hits;
    private int alerts;
    private int trueAlerts;
    private int lasting;
    private boolean isTrue;

    /** @param issuesPerDay how many issues make a day */
    public AlertScores(int issuesPerDay) {
        this.issuesPerDay = issuesPerDay;
    }

    /**
     * Adds the next issue.
     *
     * @param isOn whether there is an alert
     * @param happened whether the event came in the window of the issue
     */
    public void add(boolean isOn, boolean happened) {
        issues++;
        events += happened ? 1 : 0;
        on += isOn ? 1 : 0;
        hits += isOn && happened ? 1 : 0;
        if (isOn && lasting % issuesPerDay == 0) {
            alerts++;
            isTrue = false;
        }
        if (isOn && happened && !isTrue) {
            trueAlerts++;
            isTrue = true;
        }
        lasting = isOn ? lasting + 1 : 0;
    }

    /** How many issues there are. */
    public int issues() {
        return issues;
    }

    /** How many alerts there were. */
    public int alerts() {
        return alerts;
    }

    /** The same, a week. */
    public double alertsPerWeek() {
        return 7.0 * issuesPerDay * alerts / issues;
    }

    /** Share of the issues with an alert whose window had the event; NaN without any. */
    public double precision() {
        return on == 0 ? Double.NaN : (double) hits / on;
    }

    /** Share of the issues whose window had the event that had an alert; NaN without any. */
    public double recall() {
        return events == 0 ? Double.NaN : (double) hits / events;
    }

    /** Share of the alerts in whose time the event came, or was about to; NaN without any. */
    public double trueAlertShare() {
        return alerts == 0 ? Double.NaN : (double) trueAlerts / alerts;
    }
}
