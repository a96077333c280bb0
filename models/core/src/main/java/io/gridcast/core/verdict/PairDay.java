package io.gridcast.core.verdict;

import io.gridcast.core.check.Checks;

/**
 * One day of a champion and a challenger, over all series that both forecast. One thread at a time.
 *
 * <p>A difference counts in units of what the champion usually loses on that series, known the day before: so a small series counts as
 * much as a large one, a hard week as much as an easy one, and no weight depends on the day's own outcome. It is bounded by {@value
 * #MOST}, so that no single day decides.
 */
public final class PairDay {
    /** Largest difference of a day, in usual losses. */
    static final double MOST = 4;

    private int series;
    private double champion;
    private double challenger;
    private double difference;

    /**
     * Adds a series; one whose usual loss is not known is left out.
     *
     * @param championLoss finite, 0 or more, as is {@code challengerLoss}
     * @param usual the champion's, from the days before
     */
    public void add(double championLoss, double challengerLoss, UsualLoss usual) {
        Checks.requireFinite("champion's loss", championLoss);
        Checks.requireFinite("challenger's loss", challengerLoss);
        if (!usual.isKnown()) {
            return;
        }
        series++;
        champion += championLoss;
        challenger += challengerLoss;
        double raw = challengerLoss - championLoss;
        difference += raw == 0 ? 0 : Math.max(-MOST, Math.min(MOST, raw / usual.mean()));
    }

    /** Series added. */
    public int series() {
        return series;
    }

    /** The champion's mean loss over the series, in the target's unit. */
    double champion() {
        return champion / series;
    }

    /** The challenger's. */
    double challenger() {
        return challenger / series;
    }

    /** Mean difference over the series, challenger minus champion, in usual losses. */
    double difference() {
        return difference / series;
    }
}
