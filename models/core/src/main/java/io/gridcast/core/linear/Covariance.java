package io.gridcast.core.linear;

/**
 * A symmetric, positive definite matrix taken apart into its Cholesky factor, L·Lᵀ, to solve by. Plain double arithmetic in a fixed order,
 * so the same matrix gives the same bits; all inner loops run along rows, where the compiler does several steps at once without changing
 * one.
 */
final class Covariance {
    private final double[][] factor;

    private Covariance(double[][] factor) {
        this.factor = factor;
    }

    /**
     * Takes a matrix apart, in its place.
     *
     * @param lower row i holds columns 0 to i
     * @throws ArithmeticException if it is not positive definite
     */
    static Covariance factor(double[][] lower) {
        int n = lower.length;
        double[] column = new double[n];
        for (int k = 0; k < n; k++) {
            double pivot = lower[k][k];
            if (!(pivot > 0)) {
                throw new ArithmeticException("the matrix is not positive definite in row " + k);
            }
            double root = Math.sqrt(pivot);
            lower[k][k] = root;
            for (int i = k + 1; i < n; i++) {
                column[i] = lower[i][k] / root;
                lower[i][k] = column[i];
            }
            for (int i = k + 1; i < n; i++) {
                take(column[i], column, lower[i], k + 1, i + 1);
            }
        }
        return new Covariance(lower);
    }

    /** Solves L·z = b for several right sides at once, in their place; {@code b} has a row a sample. */
    void solveLower(double[][] b) {
        for (int i = 0; i < factor.length; i++) {
            for (int k = 0; k < i; k++) {
                take(factor[i][k], b[k], b[i], 0, b[i].length);
            }
            divide(b[i], factor[i][i]);
        }
    }

    private static void take(double times, double[] what, double[] from, int first, int last) {
        for (int j = first; j < last; j++) {
            from[j] -= times * what[j];
        }
    }

    private static void divide(double[] row, double by) {
        for (int j = 0; j < row.length; j++) {
            row[j] /= by;
        }
    }
}
