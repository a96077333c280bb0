package io.gridcast.core.linear;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.Window;
import java.util.Arrays;
import java.util.List;

/**
 * The load of a zone by regularised linear autoregression, estimated anew for each issue: one lasso an hour ahead, on what the load of
 * the last day was beyond the outlook, that load itself, the outlook of all hours for which one is known, the same hours a week before,
 * temperature, how the weather that is forecast differs from that of the week before, days of the week and holidays. What is estimated is the error of the outlook, or of the week before where there is none.
 *
 * <p>It is the LEAR model of day-ahead prices ({@link Lear}) put to load, with samples taken at the same time on the local clock each day
 * before, and nothing tamed, for loads have no spikes. Weather beyond what a window has seen counts as the utmost that it has: the first sun at an hour that was dark all
 * autumn would else be many deviations away. Several calibration windows are estimated, their plain mean is the forecast. Pure
 * function of what the windows hold: the same values give the same bits. One thread at a time.
 */
public final class LoadLear {
    /** Hours ahead that it forecasts. */
    public static final int HOURS = 72;

    private static final long HOUR_MS = 3_600_000L;
    private static final int[] SPANS_DAYS = {91, 182, 364, 728};
    private static final int FEWEST_DAYS = 42;
    private static final int MOST_COLUMNS = 80;
    private static final double MOST_OF_SAMPLES = 0.6;

    /** The newest day before an issue all of whose hours ahead have been observed. */
    private static final int NEWEST_SAMPLE = HOURS / 24;

    private final LocalDays days;
    private final Window load;
    private final Window outlook;
    private final Window temperature;
    private final List<Window> forecasts;

    /**
     * Reads one zone's windows.
     *
     * @param load MW
     * @param outlook of the load, MW; done without where it is not known
     * @param temperature observed, °C; done without where it is not known
     * @param forecasts of weather, each as it was last forecast; done without where they do not reach
     */
    public LoadLear(LocalDays days, Window load, Window outlook, Window temperature, List<Window> forecasts) {
        this.days = days;
        this.load = load;
        this.outlook = outlook;
        this.temperature = temperature;
        this.forecasts = List.copyOf(forecasts);
    }

    /**
     * Estimates and forecasts the hours from {@code fromMs} on, from what is known now.
     *
     * @param fromMs a full hour; loads before it are known
     * @param quantiles receives shape {@code [HOURS × Q]} at {@link io.gridcast.core.forecast.QuantileLevels}, MW; the bands are those of
     *     a normal distribution of what the estimate leaves unexplained
     * @return whether enough is known; else nothing is filled in
     */
    public boolean forecast(long fromMs, float[] quantiles) {
        int longest = SPANS_DAYS[SPANS_DAYS.length - 1];
        var columns = new LoadColumns(days, load, outlook, temperature, forecasts, fromMs, longest);
        double[] wanted = new double[columns.count()];
        if (!columns.fill(0, wanted)) {
            return false;
        }
        double[] x = new double[wanted.length];
        double[] y = new double[HOURS];
        var seen = new SeenRange(columns.weatherFrom(), wanted.length);
        var gram = new Gram(wanted.length, HOURS);
        double[] sums = new double[HOURS * LearFit.NORMAL.length];
        int fits = 0;
        int samples = FEWEST_DAYS - 1;
        int day = NEWEST_SAMPLE;
        for (int span : SPANS_DAYS) {
            for (; day < span + NEWEST_SAMPLE; day++) {
                if (columns.fill(day, x) && columns.response(day, y)) {
                    gram.add(x, y);
                    seen.add(x);
                }
            }
            if (gram.count() > samples) {
                samples = gram.count();
                fits++;
                estimate(gram, seen.bounded(wanted), sums);
            }
        }
        for (int i = 0; i < sums.length && fits > 0; i++) {
            quantiles[i] = (float) (columns.base(0, i / LearFit.NORMAL.length) + sums[i] / fits);
        }
        return fits > 0;
    }

    private static void estimate(Gram gram, double[] wanted, double[] sums) {
        double[] matrix = gram.correlations();
        int most = (int) Math.min(gram.count() * MOST_OF_SAMPLES, MOST_COLUMNS);
        for (int hour = 0; hour < HOURS; hour++) {
            var choice = LassoChoice.of(gram, matrix, hour, most, LassoChoice.Criterion.SCHWARZ);
            double expected = choice.predict(gram, hour, wanted);
            double deviation = choice.deviation(gram, hour);
            for (int level = 0; level < LearFit.NORMAL.length; level++) {
                sums[hour * LearFit.NORMAL.length + level] += expected + LearFit.NORMAL[level] * deviation;
            }
        }
    }

    /** Days of the calibration windows, ascending. */
    public static int[] spansDays() {
        return Arrays.copyOf(SPANS_DAYS, SPANS_DAYS.length);
    }
}
