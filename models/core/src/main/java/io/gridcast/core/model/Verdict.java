package io.gridcast.core.model;

import io.gridcast.core.forecast.ModelRef;
import java.time.Instant;

/**
 * Outcome of a sequential test of a challenger against the champion.
 *
 * @param challenger the other model: a challenger, or what guards the champion: its predecessor, or the rung of similar days
 * @param statistic the test's statistic, named by {@code test}
 * @param n days compared
 * @param meanLossDifference mean loss of the challenger minus the champion's, in the target's unit
 * @param championLoss mean loss of the champion, in the target's unit
 * @param difference mean difference that was tested, in what the champion usually loses
 * @param differenceLow the confidence sequence of {@code difference} today: its lower end, minus infinity while too little was seen
 * @param differenceHigh its upper end
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
        Instant decidedAt,
        double championLoss,
        double difference,
        double differenceLow,
        double differenceHigh) {
    /** What the test says. */
    public enum Decision {
        UNDECIDED,
        CHALLENGER_BETTER,
        CHALLENGER_WORSE,
        ROLL_BACK
    }
}
