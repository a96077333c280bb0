package io.gridcast.core.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LassoTest {
    @Test
    void columnsThatShareNothingAreShrunkByThePenalty() {
        var lasso = new Lasso(new double[] {1, 0, 0, 1}, new double[] {0.8, -0.5}, 2);

        lasso.step();

        assertThat(lasso.penalty()).isCloseTo(0.5, within(1e-12));
        assertThat(lasso.coefficients()).containsExactly(new double[] {0.3, 0}, within(1e-12));
        assertThat(lasso.unexplained()).isCloseTo(1 - 0.3 * (0.8 + 0.5), within(1e-12));
    }

    /** Solved by hand: the second column joins where 0.6 − 0.5 t = 0.9 − t, so t = 0.6; both then move by (1/1.5, 1/1.5). */
    @Test
    void theSecondColumnJoinsWhereItCorrelatesAsMuchAsTheFirst() {
        var lasso = new Lasso(new double[] {1, 0.5, 0.5, 1}, new double[] {0.9, 0.6}, 2);

        assertThat(lasso.step()).isTrue();
        assertThat(lasso.penalty()).isCloseTo(0.3, within(1e-12));
        assertThat(lasso.coefficients()).containsExactly(new double[] {0.6, 0}, within(1e-12));

        assertThat(lasso.step()).isTrue();
        assertThat(lasso.coefficients()).containsExactly(new double[] {0.8, 0.2}, within(1e-5));
        assertThat(lasso.step()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"200, 30, 1", "60, 100, 2", "500, 60, 3", "40, 250, 4"})
    void everyKnotIsAMinimum(int samples, int columns, long seed) {
        Gram gram = alikeColumns(samples, columns, seed);
        double[] matrix = gram.correlations();
        double[] response = gram.correlations(0);
        var lasso = new Lasso(matrix, response, Math.min(columns, samples / 2));
        int knots = 0;
        boolean dropped = false;

        while (lasso.step()) {
            knots++;
            dropped |= lasso.used() < knots;
            assertMinimum(lasso, matrix, response);
        }

        assertThat(knots).isGreaterThanOrEqualTo(Math.min(columns, samples / 2) - 1);
        assertThat(lasso.coefficients()).doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @CsvSource({"200, 30, 1", "60, 100, 2"})
    void thePathIsWhereCoordinateDescentEnds(int samples, int columns, long seed) {
        Gram gram = alikeColumns(samples, columns, seed);
        double[] matrix = gram.correlations();
        double[] response = gram.correlations(0);
        var lasso = new Lasso(matrix, response, columns);
        for (int knot = 0; knot < 12; knot++) {
            lasso.step();
        }

        double[] descended = coordinateDescent(matrix, response, lasso.penalty());

        for (int j = 0; j < columns; j++) {
            assertThat(lasso.coefficients()[j]).isCloseTo(descended[j], within(1e-7));
        }
    }

    @Test
    void aColumnThatIsTheSumOfOthersIsLeftOut() {
        var random = new Random(5);
        var gram = new Gram(4, 1);
        for (int i = 0; i < 100; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            gram.add(new double[] {a, b, a + b, 3}, new double[] {a + 2 * b + 0.1 * random.nextGaussian()});
        }
        var lasso = new Lasso(gram.correlations(), gram.correlations(0), 4);

        while (lasso.step()) {
            assertThat(lasso.used()).isLessThanOrEqualTo(2);
        }

        assertThat(lasso.unexplained()).isLessThan(0.01);
        assertThat(lasso.coefficients()[3]).isZero();
    }

    /** Karush, Kuhn and Tucker: what is used correlates with what is left by exactly the penalty, the rest by no more. */
    private static void assertMinimum(Lasso lasso, double[] matrix, double[] response) {
        double[] coefficients = lasso.coefficients();
        int columns = response.length;
        for (int j = 0; j < columns; j++) {
            double gradient = response[j];
            for (int i = 0; i < columns; i++) {
                gradient -= matrix[j * columns + i] * coefficients[i];
            }
            assertThat(lasso.gradient()[j]).isCloseTo(gradient, within(1e-8));
            assertThat(Math.abs(gradient)).isLessThanOrEqualTo(lasso.penalty() + 1e-8);
            if (coefficients[j] != 0) {
                assertThat(gradient).isCloseTo(Math.copySign(lasso.penalty(), coefficients[j]), within(1e-8));
            }
        }
    }

    private static double[] coordinateDescent(double[] matrix, double[] response, double penalty) {
        int columns = response.length;
        double[] coefficients = new double[columns];
        for (int sweep = 0; sweep < 20_000; sweep++) {
            for (int j = 0; j < columns; j++) {
                double at = response[j] + coefficients[j];
                for (int i = 0; i < columns; i++) {
                    at -= matrix[j * columns + i] * coefficients[i];
                }
                coefficients[j] = Math.signum(at) * Math.max(0, Math.abs(at) - penalty);
            }
        }
        return coefficients;
    }

    /** Columns with a share in common, as the hours of a day have. */
    private static Gram alikeColumns(int samples, int columns, long seed) {
        var random = new Random(seed);
        var gram = new Gram(columns, 1);
        double[] x = new double[columns];
        for (int i = 0; i < samples; i++) {
            double common = random.nextGaussian();
            double y = 0;
            for (int j = 0; j < columns; j++) {
                x[j] = 0.7 * common + 0.7 * random.nextGaussian() + 5;
                y += j % 5 == 0 ? x[j] * (j % 2 == 0 ? 1 : -0.7) : 0;
            }
            gram.add(x, new double[] {y + 2 * random.nextGaussian()});
        }
        return gram;
    }
}
