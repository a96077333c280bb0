package io.gridcast.core.drift;

/** Lets a statistic that stays high alarm once: it must fall clearly below its threshold before it can alarm again. */
final class Latch {
    private static final double CLEARLY_BELOW = 0.7;

    private boolean raised;

    Latch(boolean raised) {
        this.raised = raised;
    }

    boolean isRaised() {
        return raised;
    }

    /** Whether this is an alarm; NaN neither raises nor lowers. */
    boolean alarms(double statistic, double threshold) {
        if (!raised && statistic > threshold) {
            raised = true;
            return true;
        }
        if (raised && statistic < CLEARLY_BELOW * threshold) {
            raised = false;
        }
        return false;
    }
}
