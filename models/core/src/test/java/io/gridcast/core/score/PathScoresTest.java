package io.gridcast.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PathScoresTest {
    /** By hand: distances 5 and 0 from what happened, 5 between the paths: 2.5 − 2 · 5 / 8. */
    @Test
    void theEnergyScoreOfTwoPathsIsAsByHand() {
        double[][] paths = {{3, 4}, {0, 0}};

        assertThat(PathScores.energy(paths, new double[] {0, 0})).isCloseTo(1.25, within(1e-12));
    }

    @Test
    void inOneDimensionTheEnergyScoreIsTheCrpsOfTheEmpiricalDistribution() {
        double[][] paths = {{1}, {4}, {2}, {7}};
        double observed = 3;

        // ∫ (F(x) − 1{x ≥ 3})² dx, with F rising by ¼ at 1, 2, 4 and 7.
        double crps = 1.0 / 16 + 4.0 / 16 + 4.0 / 16 + 3.0 / 16;

        assertThat(PathScores.energy(paths, new double[] {observed})).isCloseTo(crps, within(1e-12));
    }

    @Test
    void theEnergyScoreIsThatOfBruteForce() {
        var random = new SplittableRandom(1);
        double[][] paths = new double[17][5];
        for (double[] path : paths) {
            fill(path, random);
        }
        double[] observed = new double[5];
        fill(observed, random);
        double score = 0;
        for (double[] one : paths) {
            score += norm(one, observed) / 17;
            for (double[] other : paths) {
                score -= norm(one, other) / (2 * 17 * 17);
            }
        }

        assertThat(PathScores.energy(paths, observed)).isCloseTo(score, within(1e-12));
    }

    /** By hand: roots of distances 1, 2 and √5 happened, 2, 3 and √5 were expected, by one path: (1 + 1 + 0) / 3. */
    @Test
    void theVariogramScoreIsAsByHand() {
        double[] observed = {0, 1, 5};
        double[][] paths = {{0, 4, -5}};

        assertThat(PathScores.variogram(paths, observed)).isCloseTo(2.0 / 3, within(1e-12));
        assertThatThrownBy(() -> PathScores.variogram(new double[][] {{1}}, new double[] {1}))
                .hasMessageContaining("two dimensions at least");
    }

    /** Both are proper: who draws from what the truth is drawn from does better than who gets dependence wrong. */
    @Test
    void bothRulesPreferTheRightDependence() {
        var random = new SplittableRandom(2);
        double energy = 0;
        double variogram = 0;
        for (int day = 0; day < 400; day++) {
            double[] truth = together(random);
            double[][] right = new double[60][];
            double[][] wrong = new double[60][];
            for (int path = 0; path < 60; path++) {
                right[path] = together(random);
                wrong[path] = new double[] {together(random)[0], together(random)[0], together(random)[0]};
            }
            energy += PathScores.energy(wrong, truth) - PathScores.energy(right, truth);
            variogram += PathScores.variogram(wrong, truth) - PathScores.variogram(right, truth);
        }
        assertThat(energy).isPositive();
        assertThat(variogram).isPositive();
    }

    private static double[] together(SplittableRandom random) {
        double common = random.nextDouble();
        return new double[] {common, common + 0.1 * random.nextDouble(), common - 0.1 * random.nextDouble()};
    }

    private static void fill(double[] values, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble() * 10;
        }
    }

    private static double norm(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.pow(one[i] - other[i], 2);
        }
        return Math.sqrt(sum);
    }
}
