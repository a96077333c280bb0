package io.gridcast.core.linear;

import java.util.Arrays;

/**
 * Least squares with an L1 penalty on standardised columns, for one response: the whole path of minima of {@code ½‖y − Xβ‖²/n
 * + λ‖β‖₁}, from the penalty λ that uses no column downwards, one knot a step.
 *
 * <p>Between two knots the coefficients move on a line, so the path is exact, however alike the columns are (least angle
 * regression with the lasso's own rule: Efron, Hastie, Johnstone and Tibshirani 2004, Ann. Stat. 32(2), section 3.1). It needs
 * correlations alone, so responses that share their columns share the costly matrix. One thread at a time.
 */
final class Lasso {
    /** Share of its own variance that a column must have beside those in use; one that has less is left out for good. */
    private static final double LEAST_OWN_SHARE = 1e-7;

    private static final double LEAST_PENALTY = 1e-6;
    private static final int NONE = -1;

    private final int columns;
    private final double[] matrix;
    private final double[] response;
    private final double[] gradient;
    private final double[] coefficients;
    private final double[] slope;
    private final boolean[] isOut;
    private final boolean[] isUsed;
    private final int most;
    private final int[] active;
    private final double[] direction;

    /** Lower triangle; a row is made when it is first needed, for few columns of those allowed are ever in use. */
    private final double[][] factor;

    private int used;
    private int justDropped = NONE;
    private int next = NONE;
    private double penalty;

    /**
     * Begins with no column in use.
     *
     * @param matrix correlations of the columns, shape {@code [p × p]}; kept, never changed
     * @param response correlations of the response with each column
     * @param most columns in use, at which the path ends
     */
    Lasso(double[] matrix, double[] response, int most) {
        this.columns = response.length;
        this.matrix = matrix;
        this.response = response;
        this.gradient = response.clone();
        this.coefficients = new double[columns];
        this.slope = new double[columns];
        this.isOut = new boolean[columns];
        this.isUsed = new boolean[columns];
        this.most = most;
        this.active = new int[most];
        this.direction = new double[most];
        this.factor = new double[most][];
        for (double each : response) {
            penalty = Math.max(penalty, Math.abs(each));
        }
        join(strongest());
    }

    /** The penalty of this knot. */
    double penalty() {
        return penalty;
    }

    /** The coefficients of standardised columns for a standardised response, at this knot; not to be changed. */
    double[] coefficients() {
        return coefficients;
    }

    /** How many columns are in use on the way to this knot. */
    int used() {
        return used;
    }

    /** What is left of each column's correlation with the response: {@code Xᵀ(y − Xβ)/n}; not to be changed. */
    double[] gradient() {
        return gradient;
    }

    /** Share of the response's variance that is left unexplained. */
    double unexplained() {
        double explained = 0;
        for (int k = 0; k < used; k++) {
            int j = active[k];
            explained += coefficients[j] * (response[j] + gradient[j]);
        }
        return Math.max(0, 1 - explained);
    }

    /**
     * Goes on to the next knot: coefficients, gradient and penalty are those at its end; which columns are in use there changes
     * with the next step.
     *
     * @return false at the end of the path
     */
    boolean step() {
        settle();
        if (used == 0 || penalty <= LEAST_PENALTY) {
            return false;
        }
        aim();
        double length = penalty - LEAST_PENALTY;
        next = NONE;
        for (int j = 0; j < columns; j++) {
            if (!isOut[j] && !isUsed[j] && j != justDropped) {
                double up = (penalty - gradient[j]) / (1 - slope[j]);
                double down = (penalty + gradient[j]) / (1 + slope[j]);
                double here = Math.min(positive(up), positive(down));
                if (here < length) {
                    length = here;
                    next = j;
                }
            }
        }
        for (int k = 0; k < used; k++) {
            double here = positive(-coefficients[active[k]] / direction[k]);
            if (here < length) {
                length = here;
                next = -2 - k;
            }
        }
        go(length);
        return true;
    }

    private static double positive(double length) {
        return length > 0 ? length : Double.POSITIVE_INFINITY;
    }

    /** Lets the column in, or out, that ended the last step. */
    private void settle() {
        justDropped = NONE;
        if (next >= 0) {
            join(next);
        } else if (next < NONE) {
            drop(-2 - next);
        }
        next = NONE;
    }

    private void go(double length) {
        for (int k = 0; k < used; k++) {
            coefficients[active[k]] += length * direction[k];
        }
        if (next < NONE) {
            coefficients[active[-2 - next]] = 0;
        }
        for (int j = 0; j < columns; j++) {
            gradient[j] -= length * slope[j];
        }
        penalty -= length;
    }

    private int strongest() {
        int strongest = 0;
        for (int j = 1; j < columns; j++) {
            if (Math.abs(gradient[j]) > Math.abs(gradient[strongest])) {
                strongest = j;
            }
        }
        return strongest;
    }

    private void join(int column) {
        if (used == most) {
            used = 0; // the end of the path
            return;
        }
        if (extend(column, used)) {
            active[used++] = column;
            isUsed[column] = true;
        } else {
            isOut[column] = true;
        }
    }

    private void drop(int place) {
        justDropped = active[place];
        isUsed[justDropped] = false;
        used--;
        System.arraycopy(active, place + 1, active, place, used - place);
        for (int k = place; k < used; k++) {
            extend(active[k], k);
        }
    }

    /** Adds row {@code k} to the Cholesky factor of the active columns' correlations; false where the column is one of them. */
    private boolean extend(int column, int k) {
        double[] row = factor[k] == null ? new double[k + 1] : factor[k];
        factor[k] = row;
        double own = 1;
        for (int i = 0; i < k; i++) {
            double[] before = factor[i];
            double sum = matrix[column * columns + active[i]];
            for (int m = 0; m < i; m++) {
                sum -= row[m] * before[m];
            }
            double value = sum / before[i];
            row[i] = value;
            own -= value * value;
        }
        row[k] = StrictMath.sqrt(Math.max(own, LEAST_OWN_SHARE));
        return own > LEAST_OWN_SHARE;
    }

    /** The direction in which all active columns' gradients fall alike, and how fast every gradient falls along it. */
    private void aim() {
        for (int k = 0; k < used; k++) {
            double[] row = factor[k];
            double sum = gradient[active[k]] > 0 ? 1 : -1;
            for (int i = 0; i < k; i++) {
                sum -= row[i] * direction[i];
            }
            direction[k] = sum / row[k];
        }
        for (int k = used - 1; k >= 0; k--) {
            double sum = direction[k];
            for (int i = k + 1; i < used; i++) {
                sum -= factor[i][k] * direction[i];
            }
            direction[k] = sum / factor[k][k];
        }
        fall();
    }

    /** Four columns at a time, in their order: the same bits as one after the other, with a quarter of the writes. */
    private void fall() {
        Arrays.fill(slope, 0);
        int k = 0;
        for (; k + 3 < used; k += 4) {
            double a = direction[k];
            double b = direction[k + 1];
            double c = direction[k + 2];
            double d = direction[k + 3];
            int ofA = active[k] * columns;
            int ofB = active[k + 1] * columns;
            int ofC = active[k + 2] * columns;
            int ofD = active[k + 3] * columns;
            for (int j = 0; j < columns; j++) {
                slope[j] = slope[j]
                        + a * matrix[ofA + j]
                        + b * matrix[ofB + j]
                        + c * matrix[ofC + j]
                        + d * matrix[ofD + j];
            }
        }
        for (; k < used; k++) {
            double step = direction[k];
            int from = active[k] * columns;
            for (int j = 0; j < columns; j++) {
                slope[j] += step * matrix[from + j];
            }
        }
    }
}
