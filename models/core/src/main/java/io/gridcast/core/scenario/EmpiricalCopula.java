package io.gridcast.core.scenario;

import io.gridcast.core.check.Checks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The dependence between dimensions, slots and targets alike, as it was within past forecasts: only the ranks of what happened are kept,
 * never its size (empirical copula, Deheuvels 1979; reordering of ensembles by it: the Schaake shuffle of Clark et al. 2004, J.
 * Hydrometeorol. 5, and Schefzik, Thorarinsdottir and Gneiting 2013, Stat. Sci. 28). Immutable.
 */
public final class EmpiricalCopula {
    /** How many past issues are learnt from, the newest ones. */
    public static final int USUAL_ISSUES = 100;

    /** With fewer, dependence between many dimensions is hardly more than chance. */
    public static final int LEAST_ISSUES = 20;

    /** How many paths are drawn. */
    public static final int USUAL_PATHS = 100;

    private final float[][] past;
    private final int dimensions;

    /**
     * Learns from past issues.
     *
     * @param past for each issue the levels at which what happened lay within its forecast, length D
     */
    public EmpiricalCopula(List<float[]> past) {
        Checks.require(!past.isEmpty(), "there is no past issue to learn dependence from");
        this.past = past.toArray(float[][]::new);
        this.dimensions = this.past[0].length;
        for (float[] issue : this.past) {
            Checks.require(
                    issue.length == dimensions,
                    "a past issue has " + issue.length + " dimensions, another " + dimensions);
        }
    }

    /** Number of dimensions, D. */
    public int dimensions() {
        return dimensions;
    }

    /**
     * Draws paths. In each dimension they are the levels {@code (k + ½) / paths}, each once, so that the margins of a forecast stay what
     * they are; across dimensions they are ordered as past issues were. Each path follows one issue; where there are more paths than
     * issues, several follow the same one, close to each other.
     *
     * @return levels, shape {@code [paths × D]}
     */
    public double[][] draw(int paths, SplittableRandom random) {
        int[] followed = followed(paths, random);
        double[][] levels = new double[paths][dimensions];
        Integer[] order = new Integer[paths];
        for (int dimension = 0; dimension < dimensions; dimension++) {
            int each = dimension;
            for (int path = 0; path < paths; path++) {
                order[path] = path;
            }
            Arrays.sort(order, Comparator.comparingDouble(path -> past[followed[path]][each])); // stable
            for (int rank = 0; rank < paths; rank++) {
                levels[order[rank]][dimension] = level(rank, paths);
            }
        }
        return levels;
    }

    /**
     * Paths of the same margins whose dimensions know nothing of each other: what scenarios have to be better than.
     *
     * @return levels, shape {@code [paths × dimensions]}
     */
    public static double[][] independent(int paths, int dimensions, SplittableRandom random) {
        double[][] levels = new double[paths][dimensions];
        for (int dimension = 0; dimension < dimensions; dimension++) {
            int[] ranks = shuffled(paths, random);
            for (int path = 0; path < paths; path++) {
                levels[path][dimension] = level(ranks[path], paths);
            }
        }
        return levels;
    }

    /** Which issue each path follows: all of them equally often, up to one; in random order. */
    private int[] followed(int paths, SplittableRandom random) {
        int[] followed = new int[paths];
        int[] issues = {};
        for (int path = 0; path < paths; path++) {
            int at = path % past.length;
            if (at == 0) {
                issues = shuffled(past.length, random);
            }
            followed[path] = issues[at];
        }
        return followed;
    }

    private static double level(int rank, int paths) {
        return (rank + 0.5) / paths;
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            int place = random.nextInt(i + 1);
            numbers[i] = numbers[place];
            numbers[place] = i;
        }
        return numbers;
    }
}
