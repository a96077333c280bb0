package io.gridcast.core.spikes;

import io.gridcast.core.check.Checks;
import java.time.Duration;
import java.util.List;

/**
 * How a model's scores become risks and alerts: travels in the manifest of its pack.
 *
 * @param event what counts as a spike
 * @param within how far its window reaches from an issue; of a day-ahead price the window is the delivery day, which ends within it
 * @param slot from the score of a slot, in log-odds, to the probability that its price is a spike
 * @param window from the log-odds that any slot of an issue is a spike if slots did not depend on each other, to the probability that
 *     any is: spikes come in rows, so the plain product would be too sure
 * @param alertLevels by budget, ascending; more alerts never at a higher probability
 */
public record SpikeRule(
        SpikeEvent event,
        Duration within,
        LogisticCalibration slot,
        LogisticCalibration window,
        List<AlertLevel> alertLevels) {
    public SpikeRule {
        Checks.requirePositive("the window of a rule of spikes", within);
        alertLevels = List.copyOf(alertLevels);
        Checks.require(!alertLevels.isEmpty(), "alert levels are empty, must be one at least");
        for (int i = 1; i < alertLevels.size(); i++) {
            AlertLevel fewer = alertLevels.get(i - 1);
            AlertLevel more = alertLevels.get(i);
            Checks.require(
                    more.alertsPerWeek() > fewer.alertsPerWeek() && more.probability() <= fewer.probability(),
                    "alert levels are " + fewer + " before " + more
                            + ", must ascend in alerts a week and never in probability");
        }
    }

    /** The probability that the price of a slot is a spike, from the model's score. */
    public float slotProbability(float score) {
        return (float) slot.probability(score);
    }

    /**
     * The probability that any slot of an issue is a spike: one minus the product of what the slots say they are not, calibrated.
     *
     * @param slots probabilities by slot
     */
    public double windowProbability(float[] slots) {
        return window.probability(independent(slots, 0, slots.length));
    }

    /** Log-odds that any of {@code count} slots is a spike, if they did not depend on each other. */
    public static double independent(float[] slots, int from, int count) {
        double logNone = 0;
        for (int i = from; i < from + count; i++) {
            logNone += StrictMath.log1p(-(double) slots[i]);
        }
        return LogisticCalibration.logit(-StrictMath.expm1(logNone));
    }

    /** The level of the largest budget that is not above {@code alertsPerWeek}; of the smallest one where all are. */
    public double alertLevel(double alertsPerWeek) {
        double level = alertLevels.get(0).probability();
        for (AlertLevel each : alertLevels) {
            if (each.alertsPerWeek() <= alertsPerWeek) {
                level = each.probability();
            }
        }
        return level;
    }
}
