package io.gridcast.core.score;

import io.gridcast.core.check.Checks;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.grid.Target;
import java.time.LocalDate;

/**
 * Adds up the errors of one model on one series, lead-time bucket and day. The same pairs in the same order give the
 * same bits. One thread at a time.
 */
public final class ScoreSums {
    private final Target target;
    private final double[] levels;
    private final double[] crpsWeights;
    private final int median;
    private final Band band50;
    private final Band band80;
    private final Band band90;

    private int n;
    private final Mean absolute = new Mean();
    private final Mean squared = new Mean();
    private final Mean signed = new Mean();
    private final Mean relative = new Mean();
    private final Mean pinball = new Mean();
    private final Mean crps = new Mean();
    private final Mean naive = new Mean();
    private final Mean absoluteWhereNaive = new Mean();
    private final Mean outlook = new Mean();

    /** @param quantileLevels Q, ascending, with 0.5 among them */
    public ScoreSums(Target target, float[] quantileLevels) {
        this.target = target;
        this.levels = ScoringRules.levelsOf(quantileLevels);
        this.crpsWeights = ScoringRules.crpsWeights(quantileLevels);
        this.median = indexOf(levels, 0.5);
        Checks.require(median >= 0, "quantile levels have no median, which is the point forecast");
        this.band50 = new Band(levels, 0.25, 0.75);
        this.band80 = new Band(levels, 0.1, 0.9);
        this.band90 = new Band(levels, 0.05, 0.95);
    }

    /**
     * Adds one slot.
     *
     * @param quantiles shape {@code [H × Q]}, row-major, in the target's unit
     * @param row which of them
     * @param observed what it was; finite
     * @param weekBefore what it was one week before; NaN if unknown
     * @param outlookValue what the system operator expected; NaN if unknown
     */
    public void add(float[] quantiles, int row, double observed, double weekBefore, double outlookValue) {
        Checks.requireFinite("observed", observed);
        int from = row * levels.length;
        double error = quantiles[from + median] - observed;
        n++;
        absolute.add(Math.abs(error));
        squared.add(error * error);
        signed.add(error);
        if (target == Target.LOAD && observed != 0) {
            relative.add(Math.abs(error / observed));
        }
        addQuantiles(quantiles, from, observed);
        if (!Double.isNaN(weekBefore)) {
            naive.add(Math.abs(weekBefore - observed));
            absoluteWhereNaive.add(Math.abs(error));
        }
        if (!Double.isNaN(outlookValue)) {
            outlook.add(Math.abs(outlookValue - observed));
        }
    }

    private void addQuantiles(float[] quantiles, int from, double observed) {
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < levels.length; i++) {
            double loss = ScoringRules.pinball(levels[i], quantiles[from + i], observed);
            sum += loss;
            weighted += crpsWeights[i] * loss;
        }
        pinball.add(sum / levels.length);
        crps.add(weighted);
        band50.add(quantiles, from, observed);
        band80.add(quantiles, from, observed);
        band90.add(quantiles, from, observed);
    }

    /** Pairs added so far. */
    public int n() {
        return n;
    }

    /**
     * The score of what was added; one pair at least.
     *
     * @param revision 0 for the first score of a day
     */
    public ForecastScore score(
            String seriesId, ModelRef model, ModelRole role, LocalDate day, LeadBucket bucket, int revision) {
        Checks.require(n > 0, "nothing was added to the score of " + seriesId + " by " + model + " on " + day);
        return new ForecastScore(
                seriesId,
                target,
                model,
                role,
                day,
                bucket.fromHours(),
                bucket.toHours(),
                n,
                absolute.value(),
                Math.sqrt(squared.value()),
                signed.value(),
                relative.value(),
                pinball.value(),
                crps.value(),
                band50.coverage(),
                band80.coverage(),
                band90.coverage(),
                naive.value(),
                outlook.value(),
                revision,
                ForecastScore.Window.DAY);
    }

    /** The means of all that was added; one pair at least. */
    public ScoreTotals.Summary summary() {
        Checks.require(n > 0, "nothing was added to the score");
        return new ScoreTotals.Summary(
                n,
                absolute.value(),
                Math.sqrt(squared.value()),
                signed.value(),
                relative.value(),
                absoluteWhereNaive.value() / naive.value(),
                pinball.value(),
                crps.value(),
                band50.coverage(),
                band80.coverage(),
                band90.coverage(),
                naive.value(),
                outlook.value());
    }

    private static int indexOf(double[] levels, double level) {
        for (int i = 0; i < levels.length; i++) {
            if (Math.abs(levels[i] - level) < 1e-6) {
                return i;
            }
        }
        return -1;
    }

    /** A central band; an observation on its edge is inside. NaN coverage where its levels are not forecast. */
    private static final class Band {
        private final int lower;
        private final int upper;
        private final Mean inside = new Mean();

        Band(double[] levels, double lowerLevel, double upperLevel) {
            this.lower = indexOf(levels, lowerLevel);
            this.upper = indexOf(levels, upperLevel);
        }

        void add(float[] quantiles, int from, double observed) {
            if (lower >= 0 && upper >= 0) {
                boolean within = observed >= quantiles[from + lower] && observed <= quantiles[from + upper];
                inside.add(within ? 1 : 0);
            }
        }

        double coverage() {
            return inside.value();
        }
    }
}
