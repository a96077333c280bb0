package io.gridcast.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmpiricalCopulaTest {
    /** Ranks by hand: the first dimension orders the issues 1, 0, 2, the second 2, 0, 1; each path follows one issue. */
    @Test
    void pathsHaveTheRanksOfPastIssues() {
        var copula = new EmpiricalCopula(
                List.of(new float[] {0.2f, 0.5f}, new float[] {0.1f, 0.9f}, new float[] {0.7f, 0.4f}));

        double[][] levels = copula.draw(3, new SplittableRandom(1));

        double low = 0.5 / 3;
        double middle = 1.5 / 3;
        double high = 2.5 / 3;
        assertThat(Arrays.stream(levels).map(path -> List.of(path[0], path[1])))
                .containsExactlyInAnyOrder(List.of(middle, middle), List.of(low, high), List.of(high, low));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40, 100, 250})
    void marginsAreWhatTheyWere(int paths) {
        double[][] drawn = new EmpiricalCopula(issues(40, 0.9)).draw(paths, new SplittableRandom(3));
        double[][] apart = EmpiricalCopula.independent(paths, 3, new SplittableRandom(3));

        for (double[][] levels : List.of(drawn, apart)) {
            for (int dimension = 0; dimension < 3; dimension++) {
                int each = dimension;
                double[] sorted = Arrays.stream(levels)
                        .mapToDouble(path -> path[each])
                        .sorted()
                        .toArray();
                for (int rank = 0; rank < paths; rank++) {
                    assertThat(sorted[rank]).isCloseTo((rank + 0.5) / paths, within(1e-12));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 100, 150, 700})
    void dependenceIsKept(int paths) {
        for (double dependence : new double[] {0.95, -0.8, 0}) {
            List<float[]> past = issues(100, dependence);
            double was = correlation(past.stream()
                    .map(issue -> new double[] {issue[0], issue[1]})
                    .toArray(double[][]::new));

            double[][] levels = new EmpiricalCopula(past).draw(paths, new SplittableRandom(4));

            assertThat(correlation(levels)).isCloseTo(was, within(paths < 100 ? 0.25 : 0.06));
        }
        assertThat(correlation(EmpiricalCopula.independent(700, 3, new SplittableRandom(4))))
                .isCloseTo(0, within(0.1));
    }

    @Test
    void theSameSeedGivesTheSamePaths() {
        var copula = new EmpiricalCopula(issues(30, 0.5));

        assertThat(copula.draw(100, new SplittableRandom(5))).isDeepEqualTo(copula.draw(100, new SplittableRandom(5)));
        assertThat(Arrays.deepEquals(
                        copula.draw(100, new SplittableRandom(5)), copula.draw(100, new SplittableRandom(6))))
                .isFalse();
    }

    @Test
    void issuesOfUnequalLengthAreRefused() {
        assertThatThrownBy(() -> new EmpiricalCopula(List.of(new float[2], new float[3])))
                .hasMessageContaining("a past issue has 3 dimensions, another 2");
        assertThatThrownBy(() -> new EmpiricalCopula(List.of())).hasMessageContaining("no past issue");
    }

    private static List<float[]> issues(int count, double dependence) {
        var random = new SplittableRandom(9);
        List<float[]> issues = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double first = random.nextDouble();
            double own = random.nextDouble();
            double second = dependence >= 0 ? first : 1 - first;
            double weight = Math.abs(dependence);
            issues.add(new float[] {
                (float) first, (float) (weight * second + (1 - weight) * own), (float) random.nextDouble()
            });
        }
        return issues;
    }

    /** Of the first two dimensions, by Spearman. */
    private static double correlation(double[][] levels) {
        double[] first = ranks(levels, 0);
        double[] second = ranks(levels, 1);
        double middle = (levels.length - 1) / 2.0;
        double both = 0;
        double square = 0;
        for (int i = 0; i < first.length; i++) {
            both += (first[i] - middle) * (second[i] - middle);
            square += (first[i] - middle) * (first[i] - middle);
        }
        return both / square;
    }

    private static double[] ranks(double[][] levels, int dimension) {
        double[] ranks = new double[levels.length];
        for (int i = 0; i < ranks.length; i++) {
            for (double[] other : levels) {
                ranks[i] += other[dimension] < levels[i][dimension] ? 1 : 0;
            }
        }
        return ranks;
    }
}
