package io.gridcast.core.score;

import io.gridcast.core.check.Checks;
import io.gridcast.core.forecast.ForecastScore;

/**
 * Sums scores of several days up to one of the whole time, each day by its number of pairs. Give each day's last revision
 * only, always in the same order for the same bits. One thread at a time.
 */
public final class ScoreTotals {
    private int n;
    private final Mean mae = new Mean();
    private final Mean squared = new Mean();
    private final Mean bias = new Mean();
    private final Mean mape = new Mean();
    private final Mean pinball = new Mean();
    private final Mean crps = new Mean();
    private final Mean cover50 = new Mean();
    private final Mean cover80 = new Mean();
    private final Mean cover90 = new Mean();
    private final Mean naive = new Mean();
    private final Mean maeWhereNaive = new Mean();
    private final Mean outlook = new Mean();

    /** Adds a day. */
    public void add(ForecastScore day) {
        n += day.n();
        mae.add(day.mae(), day.n());
        squared.add(day.rmse() * day.rmse(), day.n());
        bias.add(day.bias(), day.n());
        addKnown(mape, day.mape(), day.n());
        pinball.add(day.pinball(), day.n());
        crps.add(day.crps(), day.n());
        addKnown(cover50, day.cover50(), day.n());
        addKnown(cover80, day.cover80(), day.n());
        addKnown(cover90, day.cover90(), day.n());
        addKnown(outlook, day.outlookMae(), day.n());
        if (!Double.isNaN(day.naiveWeekMae())) {
            naive.add(day.naiveWeekMae(), day.n());
            maeWhereNaive.add(day.mae(), day.n());
        }
    }

    private static void addKnown(Mean mean, double value, int count) {
        if (!Double.isNaN(value)) {
            mean.add(value, count);
        }
    }

    /** The means over all that was added; one day at least. */
    public Summary summary() {
        Checks.require(n > 0, "no score was added");
        return new Summary(
                n,
                mae.value(),
                Math.sqrt(squared.value()),
                bias.value(),
                mape.value(),
                maeWhereNaive.value() / naive.value(),
                pinball.value(),
                crps.value(),
                cover50.value(),
                cover80.value(),
                cover90.value(),
                naive.value(),
                outlook.value());
    }

    /**
     * The same as a score of a longer time.
     *
     * @param newest the score that was added last: whose, in which bucket, and when it ends
     */
    public ForecastScore score(ForecastScore newest, ForecastScore.Window window) {
        Summary all = summary();
        return new ForecastScore(
                newest.seriesId(),
                newest.target(),
                newest.model(),
                newest.role(),
                newest.day(),
                newest.leadFromHours(),
                newest.leadToHours(),
                all.n(),
                all.mae(),
                all.rmse(),
                all.bias(),
                all.mape(),
                all.pinball(),
                all.crps(),
                all.cover50(),
                all.cover80(),
                all.cover90(),
                all.naiveWeekMae(),
                all.outlookMae(),
                0,
                window);
    }

    /**
     * Means over a time.
     *
     * @param mape a fraction; NaN for price
     * @param rmae MAE divided by the MAE of the value one week before, over the days where both are known; NaN if on
     *     none
     * @param naiveWeekMae NaN where it is unknown, as are the coverages and {@code outlookMae}
     */
    public record Summary(
            int n,
            double mae,
            double rmse,
            double bias,
            double mape,
            double rmae,
            double pinball,
            double crps,
            double cover50,
            double cover80,
            double cover90,
            double naiveWeekMae,
            double outlookMae) {}
}
