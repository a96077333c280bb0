package io.gridcast.core.model;

import io.gridcast.core.forecast.ModelRef;
import java.time.Instant;

/**
 * Outcome of a sequential test of a challenger against the champion.
 *
 * @param statistic the test's statistic, named by {@code test}
 */
public record Verdict(
        Scope scope,
        ModelRef champion,
        ModelRef challenger,
        String test,
        double statistic,
        double alpha,
        long n,
        double meanLossDifference,
        Decision decision,
        Instant decidedAt) {
    /** What the test says. */
    public enum Decision {
        UNDECIDED,
        CHALLENGER_BETTER,
        CHALLENGER_WORSE,
        ROLL_BACK
    }
}
