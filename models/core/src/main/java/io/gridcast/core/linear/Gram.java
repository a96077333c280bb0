package io.gridcast.core.linear;

import io.gridcast.core.check.Checks;
import java.util.Arrays;

/**
 * Means, deviations and correlations of columns and responses, from samples added one by one. Plain double arithmetic in a
 * fixed order, so the same samples give the same bits. One thread at a time.
 *
 * <p>A column that never varies has deviation 0 and correlates with nothing.
 */
final class Gram {
    /** Share of the squared mean that rounding can feign: a column that varies less is left out. */
    private static final double LEAST_VARIANCE = 1e-10;

    /** Samples that are added together: each product is then fetched and put back once for all of them. */
    private static final int TOGETHER = 4;

    private final int columns;
    private final int responses;
    private final double[] origin;
    private final double[] sums;
    private final double[] products;
    private final double[][] waiting;
    private int waits;
    private int count;

    /** @param columns p; @param responses how many are explained by the same columns */
    Gram(int columns, int responses) {
        this.columns = columns;
        this.responses = responses;
        origin = new double[columns + responses];
        sums = new double[columns + responses];
        products = new double[(columns + responses) * columns + responses];
        waiting = new double[TOGETHER][columns + responses];
    }

    /** Forgets all samples. */
    void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(products, 0);
        waits = 0;
        count = 0;
    }

    /** How many samples were added. */
    int count() {
        return count;
    }

    /**
     * Adds a sample. Sums are of differences from the first sample, so that a mean far from zero costs no digits.
     *
     * @param x its columns
     * @param y its responses
     */
    void add(double[] x, double[] y) {
        Checks.require(x.length == columns && y.length == responses, "sample has another shape than its matrix");
        if (count == 0) {
            System.arraycopy(x, 0, origin, 0, columns);
            System.arraycopy(y, 0, origin, columns, responses);
        }
        double[] moved = waiting[waits];
        for (int i = 0; i < columns; i++) {
            moved[i] = x[i] - origin[i];
        }
        for (int i = 0; i < responses; i++) {
            moved[columns + i] = y[i] - origin[columns + i];
        }
        count++;
        waits++;
        if (waits == TOGETHER) {
            sumTogether();
        }
    }

    /** The same bits as one sample after the other would give. */
    private void sumTogether() {
        double[] a = waiting[0];
        double[] b = waiting[1];
        double[] c = waiting[2];
        double[] d = waiting[3];
        for (int i = 0; i < columns + responses; i++) {
            double ofA = a[i];
            double ofB = b[i];
            double ofC = c[i];
            double ofD = d[i];
            sums[i] = sums[i] + ofA + ofB + ofC + ofD;
            int from = i * columns;
            int to = Math.min(i + 1, columns);
            for (int j = 0; j < to; j++) {
                products[from + j] = products[from + j] + ofA * a[j] + ofB * b[j] + ofC * c[j] + ofD * d[j];
            }
        }
        int squares = (columns + responses) * columns;
        for (int i = 0; i < responses; i++) {
            int y = columns + i;
            products[squares + i] = products[squares + i] + a[y] * a[y] + b[y] * b[y] + c[y] * c[y] + d[y] * d[y];
        }
        waits = 0;
    }

    /** Adds what waits for more samples to come. */
    private void sumUp() {
        for (int w = 0; w < waits; w++) {
            sum(waiting[w]);
        }
        waits = 0;
    }

    private void sum(double[] moved) {
        for (int i = 0; i < columns + responses; i++) {
            double value = moved[i];
            sums[i] += value;
            int from = i * columns;
            int to = Math.min(i + 1, columns);
            for (int j = 0; j < to; j++) {
                products[from + j] += value * moved[j];
            }
        }
        int squares = (columns + responses) * columns;
        for (int i = 0; i < responses; i++) {
            products[squares + i] += moved[columns + i] * moved[columns + i];
        }
    }

    /** Mean of a column; of a response, counted on from the columns. */
    double mean(int column) {
        sumUp();
        return origin[column] + sums[column] / count;
    }

    /** Standard deviation of a column or response, over all samples (divided by their number). */
    double deviation(int column) {
        sumUp();
        double mean = sums[column] / count;
        double square = column < columns
                ? products[column * columns + column]
                : products[(columns + responses) * columns + column - columns];
        double variance = square / count - mean * mean;
        boolean varies = variance > LEAST_VARIANCE * (1 + mean * mean);
        return varies ? StrictMath.sqrt(variance) : 0;
    }

    /** Correlations of all columns, shape {@code [p × p]}, symmetric with ones on its diagonal. */
    double[] correlations() {
        double[] scales = inverseDeviations();
        double[] matrix = new double[columns * columns];
        for (int i = 0; i < columns; i++) {
            matrix[i * columns + i] = 1;
            for (int j = 0; j < i; j++) {
                double covariance = products[i * columns + j] / count - sums[i] / count * (sums[j] / count);
                matrix[i * columns + j] = covariance * scales[i] * scales[j];
                matrix[j * columns + i] = matrix[i * columns + j];
            }
        }
        return matrix;
    }

    /** Correlations of one response with each column. */
    double[] correlations(int response) {
        double[] scales = inverseDeviations();
        int row = columns + response;
        double own = deviation(row);
        double scale = own == 0 ? 0 : 1 / own;
        double[] with = new double[columns];
        for (int j = 0; j < columns; j++) {
            double covariance = products[row * columns + j] / count - sums[row] / count * (sums[j] / count);
            with[j] = covariance * scales[j] * scale;
        }
        return with;
    }

    private double[] inverseDeviations() {
        double[] scales = new double[columns];
        for (int i = 0; i < columns; i++) {
            double deviation = deviation(i);
            scales[i] = deviation == 0 ? 0 : 1 / deviation;
        }
        return scales;
    }
}
