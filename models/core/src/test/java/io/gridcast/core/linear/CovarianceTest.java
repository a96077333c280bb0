package io.gridcast.core.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CovarianceTest {
    private static final int SIZE = 37;

    /** The factor, multiplied with itself, is the matrix; and with what was solved, what was to be solved. */
    @Test
    void solvesWhatItWasMadeOf() {
        Random random = new Random(3);
        double[][] root = new double[SIZE][SIZE];
        for (double[] row : root) {
            for (int j = 0; j < SIZE; j++) {
                row[j] = random.nextGaussian();
            }
        }
        double[][] lower = new double[SIZE][];
        for (int i = 0; i < SIZE; i++) {
            lower[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                lower[i][j] = dot(root[i], root[j]) + (i == j ? 1 : 0);
            }
        }
        double[][] whole = new double[SIZE][];
        double[][] wanted = new double[SIZE][2];
        double[][] solved = new double[SIZE][2];
        for (int i = 0; i < SIZE; i++) {
            whole[i] = lower[i].clone();
            for (int j = 0; j < 2; j++) {
                wanted[i][j] = random.nextGaussian();
                solved[i][j] = wanted[i][j];
            }
        }

        Covariance.factor(lower).solveLower(solved);

        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j <= i; j++) {
                assertThat(dot(lower[i], lower[j])).isCloseTo(whole[i][j], within(1e-9));
            }
            for (int right = 0; right < 2; right++) {
                double sum = 0;
                for (int j = 0; j <= i; j++) {
                    sum += lower[i][j] * solved[j][right];
                }
                assertThat(sum).isCloseTo(wanted[i][right], within(1e-9));
            }
        }
    }

    @Test
    void whatIsNotPositiveDefiniteIsRefused() {
        assertThatThrownBy(() -> Covariance.factor(new double[][] {{1}, {2, 1}}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("row 1");
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
