package io.gridcast.core.verdict;

import io.gridcast.core.model.Verdict.Decision;

/**
 * A champion and one challenger: what was compared, and what was decided. A decision is never taken back, whatever comes later; it ends
 * with the pair. Immutable.
 *
 * @param differences in usual losses of the champion: what is tested
 * @param championLoss sum of the champion's daily losses, in the target's unit
 * @param challengerLoss sum of the challenger's
 */
public record PairTest(LossDifferences differences, double championLoss, double challengerLoss, Decision decision) {
    /** Before the first day. */
    public static final PairTest NEW = new PairTest(LossDifferences.NONE, 0, 0, Decision.UNDECIDED);

    /**
     * With one more day.
     *
     * @param day of at least one series
     * @param alpha allowed probability of ever deciding for or against an equal challenger, between 0 and 1
     * @param margin how far from zero the whole interval must lie, in usual losses of the champion, 0 or more
     */
    public PairTest with(PairDay day, double alpha, double margin) {
        LossDifferences next = differences.with(day.difference());
        var test = new PairTest(next, championLoss + day.champion(), challengerLoss + day.challenger(), decision);
        return decision == Decision.UNDECIDED ? test.decided(alpha, margin) : test;
    }

    /** Mean loss of the challenger minus the champion's, in the target's unit; NaN before the first day. */
    public double meanLossDifference() {
        return (challengerLoss - championLoss) / differences.n();
    }

    /** Mean loss of the champion, in the target's unit; NaN before the first day. */
    public double meanChampionLoss() {
        return championLoss / differences.n();
    }

    /** Who is better on usual days must not be worse in sum: a few very bad days may lie beyond the bound of a day. */
    private PairTest decided(double alpha, double margin) {
        Interval interval = differences.interval(alpha);
        if (interval.upper() < -margin && challengerLoss < championLoss) {
            return with(Decision.CHALLENGER_BETTER);
        }
        boolean isWorse = interval.lower() > margin && challengerLoss > championLoss;
        return isWorse ? with(Decision.CHALLENGER_WORSE) : this;
    }

    private PairTest with(Decision next) {
        return new PairTest(differences, championLoss, challengerLoss, next);
    }
}
