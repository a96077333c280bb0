package io.gridcast.core.spikes;

/**
 * When an alert is on: from the level on, and until the risk has fallen below half of it, so that a risk that hovers around the level is
 * one alert and not many.
 */
public final class SpikeAlarm {
    /** Share of the level that keeps an alert on. */
    public static final double KEEPS = 0.5;

    private SpikeAlarm() {}

    /**
     * Whether an alert is on.
     *
     * @param wasOn whether it was on at the issue before
     * @param probability of a spike in the window
     * @param level from which on there is an alert
     */
    public static boolean isOn(boolean wasOn, double probability, double level) {
        return probability >= (wasOn ? KEEPS * level : level);
    }

    /**
     * How many alerts a sequence of issues has: one when an alert comes on, and one more for each day that it stays on.
     *
     * @param issuesPerDay how many issues make a day
     */
    public static int alerts(double[] probabilities, double level, int issuesPerDay) {
        int alerts = 0;
        int lasting = 0;
        boolean isOn = false;
        for (double probability : probabilities) {
            isOn = isOn(isOn, probability, level);
            alerts += isOn && lasting % issuesPerDay == 0 ? 1 : 0;
            lasting = isOn ? lasting + 1 : 0;
        }
        return alerts;
    }
}
