package io.gridcast.core.linear;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The day-ahead price by Gaussian process regression, estimated anew for each delivery day (Rasmussen and Williams 2006, Gaussian Processes
 * for Machine Learning, algorithm 2.1). It knows what {@link Lear} knows, and the season; where that draws lines, this also goes by how
 * alike days are: the covariance of two days is a weighted product of their columns, plus a Gaussian of their weighted distance. All hours
 * share it, so one factorisation serves them all.
 *
 * <p>Weights are constants. They are rounded from what the marginal likelihood prefers on epf-de's days of 2012 and 2013, the same for all
 * outlooks; docs/measurements.md has how they do elsewhere. Pure function of what the windows hold: the same values give the same bits. One
 * thread at a time.
 */
public final class KernelPrice {
    /** Days that are learnt from at most: half as many lose a third of what it gains, more gain nothing. */
    static final int SPAN_DAYS = 1092;

    /** Days after which a day counts half: what is left over then has twice the variance. */
    private static final double HALF_LIFE_DAYS = 1000;

    private static final int FEWEST_DAYS = 42;
    private static final int LONGEST_LAG_DAYS = 7;
    private static final int HOURS = HourlyDays.HOURS;
    private static final double DAYS_A_YEAR = 365.25;

    /** Columns that are summed together: each covariance is then fetched and put back once for all of them. */
    private static final int TOGETHER = 4;

    /** Height of the Gaussian, and of what is left over, in the unit of the covariance. */
    private static final double LIKENESS = 4;

    private static final double NOISE = 1.1;

    /** What a column that never varies is divided by. */
    private static final double LEAST_DEVIATION = 1e-9;

    private final LocalDays days;
    private final Window price;
    private final List<Window> outlooks;

    /** Reads one zone's windows, as {@link Lear} does. */
    public KernelPrice(LocalDays days, Window price, List<Window> outlooks) {
        this.days = days;
        this.price = price;
        this.outlooks = List.copyOf(outlooks);
    }

    /**
     * Weights of a group of columns, shared evenly among them.
     *
     * @param like in the distance that the Gaussian is of
     * @param line in the product
     * @param scale the deviation that its columns are thought to have; 0 for what they have
     */
    record Weight(double like, double line, double scale) {
        static final Weight[] PRICES = {
            new Weight(0.9, 2.8, 0), new Weight(0.03, 0.08, 0), new Weight(0.13, 0.5, 0), new Weight(0.25, 0.02, 0)
        };
        static final Weight[] OUTLOOKS = {new Weight(1.2, 9, 0), new Weight(0.1, 0.9, 0), new Weight(0.05, 0.02, 0)};
        static final Weight WEEKDAY = new Weight(0.12, 0.5, 1 / 2.6);
        static final Weight SEASON = new Weight(0.25, 0.25, 1 / 1.4);
    }

    /**
     * Estimates and forecasts one delivery day from what is known now.
     *
     * @param day local day, counted from 1970-01-01
     * @param quantiles receives shape {@code [24 × Q]} at {@link io.gridcast.core.forecast.QuantileLevels}, by hour on the clock, currency
     *     per MWh; the bands are those of the process, before the prices are restored
     * @return false where too little is known
     */
    public boolean forecast(int day, float[] quantiles) {
        int first = day - SPAN_DAYS;
        Optional<PriceDays> known = PriceDays.read(days, price, outlooks, first - LONGEST_LAG_DAYS, day);
        return known.isPresent() && forecast(known.get(), first, day, quantiles);
    }

    private static boolean forecast(PriceDays known, int first, int day, float[] quantiles) {
        Stabiliser[] tamers = known.prices().tamers(first, day - 1);
        HourlyDays tamed = known.prices().tamed(tamers);
        LearColumns columns = known.columns(tamed, first, day - 1);
        List<double[]> rows = new ArrayList<>();
        List<double[]> responses = new ArrayList<>();
        double[] noises = new double[SPAN_DAYS];
        for (int then = first; then < day; then++) {
            double[] row = new double[columns.count() + 2];
            if (tamed.isWhole(then) && columns.fill(then, row)) {
                season(then, row);
                double[] response = new double[HOURS];
                tamed.copy(then, response, 0);
                noises[rows.size()] = noise(day - then);
                rows.add(row);
                responses.add(response);
            }
        }
        if (rows.size() < FEWEST_DAYS) {
            return false;
        }
        double[] wanted = new double[columns.count() + 2];
        columns.fill(day, wanted);
        season(day, wanted);
        rows.add(wanted);
        estimate(covariances(rows, weights(known.outlooks().size())), noises, responses, tamers, quantiles);
        return true;
    }

    /** Variance of what is left over of a day so long ago. */
    static double noise(int ageDays) {
        return NOISE * StrictMath.pow(2, ageDays / HALF_LIFE_DAYS);
    }

    private static void season(int day, double[] row) {
        double angle = 2 * Math.PI * day / DAYS_A_YEAR;
        row[row.length - 2] = StrictMath.sin(angle);
        row[row.length - 1] = StrictMath.cos(angle);
    }

    /** A weight a column. */
    private static List<Weight> weights(int outlooks) {
        List<Weight> weights = new ArrayList<>();
        for (Weight lag : Weight.PRICES) {
            share(lag, HOURS, weights);
        }
        for (int i = 0; i < outlooks; i++) {
            for (Weight lag : Weight.OUTLOOKS) {
                share(lag, HOURS, weights);
            }
        }
        share(Weight.WEEKDAY, 7, weights);
        share(Weight.SEASON, 2, weights);
        return weights;
    }

    private static void share(Weight weight, int columns, List<Weight> to) {
        for (int i = 0; i < columns; i++) {
            to.add(new Weight(weight.like / columns, weight.line / columns, weight.scale));
        }
    }

    /** Of each day with each day before it and itself; the wanted day is last, and standardises nothing. */
    static double[][] covariances(List<double[]> rows, List<Weight> weights) {
        int columns = (weights.size() + TOGETHER - 1) / TOGETHER * TOGETHER;
        double[][] like = new double[columns][rows.size()];
        double[][] line = new double[columns][rows.size()];
        for (int column = 0; column < weights.size(); column++) {
            standardise(rows, column, weights.get(column), like[column], line[column]);
        }
        double[][] alike = products(like);
        double[][] all = products(line);
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j <= i; j++) {
                double distance = Math.max(0, alike[i][i] + alike[j][j] - 2 * alike[i][j]);
                all[i][j] += 1 + (i == j ? LIKENESS : LIKENESS * StrictMath.exp(-distance / 2));
            }
        }
        return all;
    }

    private static void standardise(List<double[]> rows, int column, Weight weight, double[] like, double[] line) {
        int samples = rows.size() - 1;
        double mean = 0;
        double deviation = weight.scale;
        if (deviation == 0) {
            for (int i = 0; i < samples; i++) {
                mean += rows.get(i)[column];
            }
            mean /= samples;
            double squares = 0;
            for (int i = 0; i < samples; i++) {
                double off = rows.get(i)[column] - mean;
                squares += off * off;
            }
            deviation = Math.sqrt(squares / samples) + LEAST_DEVIATION;
        }
        double ofLike = Math.sqrt(weight.like) / deviation;
        double ofLine = Math.sqrt(weight.line) / deviation;
        for (int i = 0; i < rows.size(); i++) {
            double off = rows.get(i)[column] - mean;
            like[i] = ofLike * off;
            line[i] = ofLine * off;
        }
    }

    /** Of each row with those up to itself; {@code columns} are {@code [columns][rows]}. */
    private static double[][] products(double[][] columns) {
        int rows = columns[0].length;
        double[][] products = new double[rows][];
        for (int i = 0; i < rows; i++) {
            double[] sums = new double[i + 1];
            for (int column = 0; column < columns.length; column += TOGETHER) {
                double[] a = columns[column];
                double[] b = columns[column + 1];
                double[] c = columns[column + 2];
                double[] d = columns[column + 3];
                add(a[i], a, b[i], b, c[i], c, d[i], d, sums);
            }
            products[i] = sums;
        }
        return products;
    }

    private static void add(
            double ofA,
            double[] a,
            double ofB,
            double[] b,
            double ofC,
            double[] c,
            double ofD,
            double[] d,
            double[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = to[j] + ofA * a[j] + ofB * b[j] + ofC * c[j] + ofD * d[j];
        }
    }

    /**
     * What the process expects of the wanted day, given the others, and how far from it (Rasmussen and Williams 2006, equations 2.25 and
     * 2.26); the height of the process is the one that makes each hour's responses likeliest.
     *
     * @param covariances of each day with those before it and itself, the wanted day last
     * @param noises variance of what is left over, by day
     * @param responses tamed prices of the days but the wanted one, {@code [24]} each
     * @param quantiles as of {@link #forecast(int, float[])}
     */
    static void estimate(
            double[][] covariances, double[] noises, List<double[]> responses, Stabiliser[] tamers, float[] quantiles) {
        int samples = responses.size();
        double[] withWanted = covariances[samples];
        double[][] lower = Arrays.copyOf(covariances, samples);
        for (int i = 0; i < samples; i++) {
            lower[i][i] += noises[i];
        }
        var covariance = Covariance.factor(lower);
        double[][] half = new double[samples][HOURS + 1];
        double[][] standard = standardised(responses, half);
        for (int i = 0; i < samples; i++) {
            half[i][HOURS] = withWanted[i];
        }
        covariance.solveLower(half);
        double unexplained = withWanted[samples] + noise(1);
        double[] expected = new double[HOURS];
        double[] spread = new double[HOURS];
        for (double[] row : half) {
            double ofWanted = row[HOURS];
            unexplained -= ofWanted * ofWanted;
            for (int hour = 0; hour < HOURS; hour++) {
                expected[hour] += row[hour] * ofWanted;
                spread[hour] += row[hour] * row[hour];
            }
        }
        for (int hour = 0; hour < HOURS; hour++) {
            double mean = standard[0][hour];
            double deviation = standard[1][hour];
            double middle = Math.max(standard[2][hour], Math.min(standard[3][hour], mean + deviation * expected[hour]));
            double width = deviation * Math.sqrt(Math.max(0, unexplained) * spread[hour] / samples);
            for (int level = 0; level < LearFit.NORMAL.length; level++) {
                quantiles[hour * LearFit.NORMAL.length + level] =
                        (float) tamers[hour].restore(middle + LearFit.NORMAL[level] * width);
            }
        }
    }

    /**
     * Puts the responses, standardised by hour, into the first columns of {@code to}.
     *
     * @return means, deviations, and the lowest and highest that were seen, all by hour
     */
    private static double[][] standardised(List<double[]> responses, double[][] to) {
        double[][] found = new double[4][HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            double sum = 0;
            double lowest = Double.POSITIVE_INFINITY;
            double highest = Double.NEGATIVE_INFINITY;
            for (double[] response : responses) {
                sum += response[hour];
                lowest = Math.min(lowest, response[hour]);
                highest = Math.max(highest, response[hour]);
            }
            double mean = sum / responses.size();
            double squares = 0;
            for (double[] response : responses) {
                double off = response[hour] - mean;
                squares += off * off;
            }
            double deviation = Math.sqrt(squares / responses.size()) + LEAST_DEVIATION;
            for (int i = 0; i < to.length; i++) {
                to[i][hour] = (responses.get(i)[hour] - mean) / deviation;
            }
            found[0][hour] = mean;
            found[1][hour] = deviation;
            found[2][hour] = lowest;
            found[3][hour] = highest;
        }
        return found;
    }
}
