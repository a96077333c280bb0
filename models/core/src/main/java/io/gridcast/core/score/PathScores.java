package io.gridcast.core.score;

import io.gridcast.core.check.Checks;

/** Proper rules for paths and the one path that came true; lower is better. */
public final class PathScores {
    private PathScores() {}

    /**
     * The energy score: mean distance of the paths from what happened, less half the mean distance of the paths from each other
     * (Gneiting and Raftery 2007, J. Am. Stat. Assoc. 102, section 4.3, with β = 1). In one dimension it is the CRPS. Distances are
     * Euclidean, so dimensions must be of comparable size.
     *
     * @param paths shape {@code [M × D]}
     * @param observed length D
     */
    public static double energy(double[][] paths, double[] observed) {
        double apart = 0;
        double among = 0;
        for (int i = 0; i < paths.length; i++) {
            apart += distance(paths[i], observed);
            for (int j = 0; j < i; j++) {
                among += 2 * distance(paths[i], paths[j]);
            }
        }
        return apart / paths.length - among / (2.0 * paths.length * paths.length);
    }

    /**
     * The variogram score of order ½, all pairs of dimensions weighted alike: mean squared error of the expected root of their distance
     * (Scheuerer and Hamill 2015, Mon. Weather Rev. 143, equation 12). It tells wrong dependence better than the energy score does, and
     * says nothing of a bias that all dimensions share.
     *
     * @param paths shape {@code [M × D]}
     * @param observed length D, two at least
     */
    public static double variogram(double[][] paths, double[] observed) {
        int dimensions = observed.length;
        Checks.require(dimensions > 1, "a variogram is of two dimensions at least, there is " + dimensions);
        double sum = 0;
        for (int i = 0; i < dimensions; i++) {
            for (int j = 0; j < i; j++) {
                double expected = 0;
                for (double[] path : paths) {
                    expected += Math.sqrt(Math.abs(path[i] - path[j]));
                }
                double error = Math.sqrt(Math.abs(observed[i] - observed[j])) - expected / paths.length;
                sum += error * error;
            }
        }
        return sum / (dimensions * (dimensions - 1) / 2.0);
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }
}
