package io.gridcast.core.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.linear.KernelPrice.Weight;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process on three days of two columns, against the same written out: covariances by hand, and an inverse by its cofactors. */
class KernelPosteriorTest {
    private static final int HOURS = 24;
    private static final List<Weight> WEIGHTS = List.of(new Weight(0.7, 0.4, 2), new Weight(0.3, 0.5, 0));
    private static final double[][] DAYS = {{1, 50}, {-2, 20}, {0.5, 80}};
    private static final double[] USUAL_DAY = {0.2, 45};
    private static final int[] AGES_DAYS = {800, 30, 1};
    private static final Stabiliser TAMER = new Stabiliser(40, 12);

    @Test
    void isTheClosedFormOfThreeDays() {
        float[] quantiles = estimate(USUAL_DAY);

        for (int hour = 0; hour < HOURS; hour++) {
            double[] expected = closedForm(USUAL_DAY, hour);
            assertThat((double) quantiles[hour * QuantileLevels.COUNT + QuantileLevels.MEDIAN])
                    .as("median of hour %d", hour)
                    .isCloseTo(TAMER.restore(expected[0]), within(1e-4));
            assertThat((double) quantiles[hour * QuantileLevels.COUNT + 6])
                    .as("upper end of the 90 %% band of hour %d", hour)
                    .isCloseTo(TAMER.restore(expected[0] + 1.6449 * expected[1]), within(1e-3));
            assertThat((double) quantiles[hour * QuantileLevels.COUNT + 1])
                    .as("lower end of the 80 %% band of hour %d", hour)
                    .isCloseTo(TAMER.restore(expected[0] - 1.2816 * expected[1]), within(1e-3));
        }
    }

    @Test
    void aDayCountsHalfAfterAThousandDays() {
        assertThat(KernelPrice.noise(1)).isCloseTo(1.1, within(0.001));
        assertThat(KernelPrice.noise(1001)).isCloseTo(2 * KernelPrice.noise(1), within(1e-12));
        assertThat(KernelPrice.noise(2001)).isCloseTo(4 * KernelPrice.noise(1), within(1e-12));
    }

    /** A line goes on without end, and what restores prices is exponential. */
    @Test
    void theMedianStaysWithinWhatHasBeenSeen() {
        double[] farOff = {1, 400};
        for (int hour = 0; hour < HOURS; hour++) {
            assertThat(closedForm(farOff, hour)[0]).isGreaterThan(highest(hour) + 0.1);
        }

        float[] quantiles = estimate(farOff);

        for (int hour = 0; hour < HOURS; hour++) {
            assertThat((double) quantiles[hour * QuantileLevels.COUNT + QuantileLevels.MEDIAN])
                    .isCloseTo(TAMER.restore(highest(hour)), within(1e-4));
        }
    }

    private static float[] estimate(double[] wanted) {
        List<double[]> rows = new ArrayList<>(List.of(DAYS));
        rows.add(wanted);
        double[] noises = new double[DAYS.length];
        List<double[]> responses = new ArrayList<>();
        Stabiliser[] tamers = new Stabiliser[HOURS];
        for (int day = 0; day < DAYS.length; day++) {
            noises[day] = KernelPrice.noise(AGES_DAYS[day]);
            double[] response = new double[HOURS];
            for (int hour = 0; hour < HOURS; hour++) {
                response[hour] = tamed(day, hour);
                tamers[hour] = TAMER;
            }
            responses.add(response);
        }
        float[] quantiles = new float[HOURS * QuantileLevels.COUNT];
        KernelPrice.estimate(KernelPrice.covariances(rows, WEIGHTS), noises, responses, tamers, quantiles);
        return quantiles;
    }

    /** Rises with the second column, by another slope each hour. */
    private static double tamed(int day, int hour) {
        return new double[] {0.1, -0.9, 1.2}[day] * (1 + hour / 24.0) - hour / 12.0;
    }

    private static double highest(int hour) {
        return Math.max(tamed(0, hour), Math.max(tamed(1, hour), tamed(2, hour)));
    }

    /** Mean and deviation, tamed: k' A y and the height times k(x, x) + noise − k' A k, where A is the inverse of K + noise. */
    private static double[] closedForm(double[] wanted, int hour) {
        double[][] inverse = inverse(noisyCovariances());
        double mean = (tamed(0, hour) + tamed(1, hour) + tamed(2, hour)) / 3;
        double squares = 0;
        for (int day = 0; day < 3; day++) {
            squares += Math.pow(tamed(day, hour) - mean, 2) / 3;
        }
        double deviation = Math.sqrt(squares);
        double expected = 0;
        double explained = 0;
        double height = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double ofJ = (tamed(j, hour) - mean) / deviation;
                expected += covariance(wanted, DAYS[i]) * inverse[i][j] * ofJ;
                explained += covariance(wanted, DAYS[i]) * inverse[i][j] * covariance(wanted, DAYS[j]);
                height += (tamed(i, hour) - mean) / deviation * inverse[i][j] * ofJ / 3;
            }
        }
        double variance = covariance(wanted, wanted) + 1.1 * Math.pow(2, 0.001) - explained;
        return new double[] {mean + deviation * expected, deviation * Math.sqrt(height * variance)};
    }

    private static double[][] noisyCovariances() {
        double[][] all = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                all[i][j] = covariance(DAYS[i], DAYS[j]) + (i == j ? 1.1 * Math.pow(2, AGES_DAYS[i] / 1000.0) : 0);
            }
        }
        return all;
    }

    /** The first column is divided by 2; the second, whose three days have mean 50 and deviation √600, is standardised by them. */
    private static double covariance(double[] one, double[] other) {
        double first = one[0] / 2;
        double firstOfOther = other[0] / 2;
        double second = (one[1] - 50) / Math.sqrt(600);
        double secondOfOther = (other[1] - 50) / Math.sqrt(600);
        double line = 0.4 * first * firstOfOther + 0.5 * second * secondOfOther;
        double distance = 0.7 * Math.pow(first - firstOfOther, 2) + 0.3 * Math.pow(second - secondOfOther, 2);
        return 1 + line + 4 * Math.exp(-distance / 2);
    }

    private static double[][] inverse(double[][] m) {
        double[][] inverse = new double[3][3];
        double determinant = 0;
        for (int i = 0; i < 3; i++) {
            determinant += m[0][i] * cofactor(m, 0, i);
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                inverse[i][j] = cofactor(m, j, i) / determinant;
            }
        }
        return inverse;
    }

    private static double cofactor(double[][] m, int row, int column) {
        int a = (row + 1) % 3;
        int b = (row + 2) % 3;
        int c = (column + 1) % 3;
        int d = (column + 2) % 3;
        return m[a][c] * m[b][d] - m[a][d] * m[b][c];
    }
}
