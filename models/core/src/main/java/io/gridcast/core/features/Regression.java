package io.gridcast.core.features;

import java.util.Arrays;

/**
 * Ridge regression on standardised columns, from running sums: add samples, fit, add more, fit again. Plain double
 * arithmetic in a fixed order, so the same samples give the same bits.
 */
public final class Regression {
    /** Share of the squared mean that rounding can feign: a column that varies less is left out. */
    private static final double LEAST_VARIANCE = 1e-9;

    private final int columns;
    private final double[] sumX;
    private final double[] sumXx;
    private final double[] sumXy;
    private final double[] means;
    private final double[] deviations;
    private final double[] matrix;
    private final double[] coefficients;
    private double sumY;
    private double sumYy;
    private double error;
    private int count;

    /** @param columns of each sample */
    public Regression(int columns) {
        this.columns = columns;
        sumX = new double[columns];
        sumXx = new double[columns * columns];
        sumXy = new double[columns];
        means = new double[columns];
        deviations = new double[columns];
        matrix = new double[columns * columns];
        coefficients = new double[columns];
    }

    void clear() {
        Arrays.fill(sumX, 0);
        Arrays.fill(sumXx, 0);
        Arrays.fill(sumXy, 0);
        sumY = 0;
        sumYy = 0;
        count = 0;
    }

    int count() {
        return count;
    }

    /** Adds a sample whose columns begin at {@code offset}. */
    public void add(double[] x, int offset, double y) {
        for (int i = 0; i < columns; i++) {
            double value = x[offset + i];
            sumX[i] += value;
            sumXy[i] += value * y;
            int from = i * columns;
            for (int j = 0; j <= i; j++) {
                sumXx[from + j] += value * x[offset + j];
            }
        }
        sumY += y;
        sumYy += y * y;
        count++;
    }

    /**
     * Fits what was added so far.
     *
     * @param penalty share of the variance that is added to each standardised column's own
     */
    public void fit(double penalty) {
        for (int i = 0; i < columns; i++) {
            means[i] = sumX[i] / count;
            double variance = sumXx[i * columns + i] / count - means[i] * means[i];
            boolean varies = variance > LEAST_VARIANCE * (1 + means[i] * means[i]);
            deviations[i] = varies ? Math.sqrt(variance) : Double.POSITIVE_INFINITY;
        }
        double meanY = sumY / count;
        double[] right = new double[columns];
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j <= i; j++) {
                double covariance = sumXx[i * columns + j] / count - means[i] * means[j];
                matrix[i * columns + j] = covariance / (deviations[i] * deviations[j]) + (i == j ? penalty : 0);
            }
            right[i] = (sumXy[i] / count - means[i] * meanY) / deviations[i];
        }
        solve(right, penalty);
        double explained = 0;
        for (int i = 0; i < columns; i++) {
            explained += coefficients[i] * right[i];
        }
        error = Math.sqrt(Math.max(0, sumYy / count - meanY * meanY - explained));
    }

    /** What the last fit expects of a sample whose columns begin at {@code offset}. */
    public double predict(double[] x, int offset) {
        double sum = sumY / count;
        for (int i = 0; i < columns; i++) {
            sum += coefficients[i] * (x[offset + i] - means[i]) / deviations[i];
        }
        return sum;
    }

    /** Root mean square of what the last fit leaves unexplained. */
    double error() {
        return error;
    }

    /** Cholesky decomposition in place, then forward and backward substitution. */
    private void solve(double[] right, double penalty) {
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * columns + j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i * columns + k] * matrix[j * columns + k];
                }
                matrix[i * columns + j] = i == j ? Math.sqrt(Math.max(sum, penalty)) : sum / matrix[j * columns + j];
            }
        }
        for (int i = 0; i < columns; i++) {
            double sum = right[i];
            for (int k = 0; k < i; k++) {
                sum -= matrix[i * columns + k] * coefficients[k];
            }
            coefficients[i] = sum / matrix[i * columns + i];
        }
        for (int i = columns - 1; i >= 0; i--) {
            double sum = coefficients[i];
            for (int k = i + 1; k < columns; k++) {
                sum -= matrix[k * columns + i] * coefficients[k];
            }
            coefficients[i] = sum / matrix[i * columns + i];
        }
    }
}
