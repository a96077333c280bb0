package io.gridcast.core.linear;

/**
 * The knot of a lasso's path with the least criterion, counting columns in use as parameters (Zou, Hastie and Tibshirani 2007, Ann. Stat.
 * 35(5)).
 *
 * @param coefficients of standardised columns for a standardised response
 * @param unexplained share of the response's variance
 * @param used columns in use
 */
record LassoChoice(double[] coefficients, double unexplained, int used) {
    /** Knots without a better criterion after which a path is left. */
    private static final int PATIENCE = 12;

    /** What a knot is judged by; less is better. */
    @FunctionalInterface
    interface Criterion {
        /** Akaike's, corrected for small samples (Hurvich and Tsai 1989, Biometrika 76(2)). */
        Criterion AKAIKE = (samples, parameters, unexplained) ->
                samples * StrictMath.log(unexplained) + 2.0 * parameters * samples / (samples - parameters - 1);

        /** Schwarz's (1978, Ann. Stat. 6(2)), which uses fewer columns. */
        Criterion SCHWARZ = (samples, parameters, unexplained) ->
                samples * StrictMath.log(unexplained) + parameters * StrictMath.log(samples);

        double of(int samples, int parameters, double unexplained);
    }

    /**
     * Follows the path of one response.
     *
     * @param matrix correlations of the columns
     * @param most columns in use, at which the path ends
     */
    static LassoChoice of(Gram gram, double[] matrix, int response, int most, Criterion criterion) {
        double[] with = gram.correlations(response);
        var lasso = new Lasso(matrix, with, most);
        double[] best = new double[with.length];
        double least = Double.POSITIVE_INFINITY;
        double unexplained = 1;
        int used = 0;
        int worse = 0;
        while (worse < PATIENCE && lasso.step()) {
            double here = criterion.of(gram.count(), lasso.used() + 1, lasso.unexplained());
            if (here < least) {
                least = here;
                System.arraycopy(lasso.coefficients(), 0, best, 0, best.length);
                unexplained = lasso.unexplained();
                used = lasso.used() + 1;
                worse = 0;
            } else {
                worse++;
            }
        }
        return new LassoChoice(best, unexplained, used);
    }

    /** What is expected of the response where the columns are {@code wanted}, in its own unit. */
    double predict(Gram gram, int response, double[] wanted) {
        double sum = 0;
        for (int j = 0; j < coefficients.length; j++) {
            if (coefficients[j] != 0) {
                sum += coefficients[j] * (wanted[j] - gram.mean(j)) / gram.deviation(j);
            }
        }
        int column = wanted.length + response;
        return gram.mean(column) + gram.deviation(column) * sum;
    }

    /** Standard deviation of what is left unexplained, for as many parameters as were used. */
    double deviation(Gram gram, int response) {
        int samples = gram.count();
        return gram.deviation(coefficients.length + response)
                * StrictMath.sqrt(unexplained * samples / Math.max(1, samples - used));
    }
}
