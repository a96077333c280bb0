package io.gridcast.core.spikes;

import io.gridcast.core.check.Checks;

/**
 * From which probability on a forecast is worth an alert, if there shall be no more of them than so many.
 *
 * @param alertsPerWeek how many alerts a week there were at most in what the model had not learnt from
 * @param probability of a spike in the window, above 0; 1 where there must be none
 */
public record AlertLevel(double alertsPerWeek, double probability) {
    public AlertLevel {
        Checks.require(
                alertsPerWeek > 0 && Double.isFinite(alertsPerWeek),
                "alerts a week are " + alertsPerWeek + ", must be more than 0");
        Checks.require(
                probability > 0 && probability <= 1,
                "the probability of an alert is " + probability + ", must be above 0 and at most 1");
    }
}
