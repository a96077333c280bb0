package io.gridcast.core.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.score.ScoringRules;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BernsteinMixtureTest {
    private static final double LEVEL = 0.75;
    private static final double[] THREE = {1, 2, 3};

    @Test
    void sharesAreAlikeBeforeAnythingWasLearnt() {
        var mixture = new BernsteinMixture(4, 1);
        double[] shares = new double[4];

        assertThat(mixture.shares(new double[mixture.stateSize()], 0, new double[4], shares))
                .isTrue();

        assertThat(shares).containsOnly(0.25);
    }

    @Test
    void sharesAreThoseOfTheFormula() {
        var mixture = new BernsteinMixture(3, 1);
        double[] state = new double[mixture.stateSize()];
        double[][] steps = {{0.5, -0.2, 0.1}, {-0.3, 0.4, 0.2}, {0.25, -0.1, -0.6}};

        for (double[] lost : steps) {
            mixture.learn(state, 0, lost, 1);
        }

        double[] expected = new double[3];
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            double squares = 0;
            double largest = 0;
            double regret = 0;
            double rate = 0;
            for (double[] lost : steps) {
                squares += lost[k] * lost[k];
                largest = Math.max(largest, Math.abs(lost[k]));
                rate = Math.min(1 / (2 * largest), Math.sqrt(Math.log(3) / squares));
                regret += lost[k] - rate * lost[k] * lost[k];
            }
            expected[k] = rate * Math.exp(rate * regret);
            sum += expected[k];
        }
        double[] shares = new double[3];
        mixture.shares(state, 0, THREE, shares);
        for (int k = 0; k < 3; k++) {
            assertThat(shares[k]).isCloseTo(expected[k] / sum, within(1e-12));
        }
    }

    /** Wintenberger 2017, theorem 3.2, with a plain constant of 4 for its terms in ln ln T. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 20})
    void neverLosesMuchMoreThanTheBestExpert(int experts) {
        for (long seed = 1; seed <= 10; seed++) {
            var random = new Random(seed);
            var mixture = new BernsteinMixture(experts, 1);
            double[] state = new double[mixture.stateSize()];
            double[] values = new double[experts];
            double[] shares = new double[experts];
            double[] lost = new double[experts];
            double[] regret = new double[experts];
            double[] squares = new double[experts];
            double[] largest = new double[experts];
            for (int step = 0; step < 3_000; step++) {
                double observed = random.nextGaussian() * (1 + step % 500 / 100.0);
                for (int k = 0; k < experts; k++) {
                    values[k] =
                            observed * k / experts + random.nextGaussian() * (k % 3 + 1) + Math.sin(step / 100.0 + k);
                }
                mixture.shares(state, 0, values, shares);
                double mixed = BernsteinMixture.mix(shares, values);
                double slope = observed > mixed ? -LEVEL : 1 - LEVEL;
                for (int k = 0; k < experts; k++) {
                    lost[k] = slope * (mixed - values[k]);
                    regret[k] += ScoringRules.pinball(LEVEL, mixed, observed)
                            - ScoringRules.pinball(LEVEL, values[k], observed);
                    squares[k] += lost[k] * lost[k];
                    largest[k] = Math.max(largest[k], Math.abs(lost[k]));
                }
                mixture.learn(state, 0, lost, 1);
            }
            for (int k = 0; k < experts; k++) {
                double bound = 4 * (Math.sqrt(squares[k] * Math.log(experts)) + largest[k] * (1 + Math.log(experts)));
                assertThat(regret[k]).as("seed %d, expert %d", seed, k).isLessThan(bound);
            }
        }
    }

    @Test
    void theBetterExpertGetsNearlyAll() {
        double[] shares = sharesAfterTurns(1, 500, 0);

        assertThat(shares[0]).isGreaterThan(0.99);
    }

    @Test
    void aFadingMemoryFollowsExpertsThatTakeTurns() {
        assertThat(sharesAfterTurns(0.98, 500, 150)[1]).isGreaterThan(0.95);
    }

    @Test
    void anAbsentExpertHasNoShareAndLearnsNothing() {
        var mixture = new BernsteinMixture(2, 1);
        double[] state = new double[mixture.stateSize()];
        double[] shares = new double[2];

        mixture.learn(state, 0, new double[] {0.5, Double.NaN}, 1);
        mixture.shares(state, 0, new double[] {7, Double.NaN}, shares);

        assertThat(shares).containsExactly(1, 0);
        assertThat(state).endsWith(0, 0, 0);
        assertThat(BernsteinMixture.mix(shares, new double[] {7, Double.NaN})).isEqualTo(7);
        assertThat(mixture.shares(state, 0, new double[] {Double.NaN, Double.NaN}, shares))
                .isFalse();
    }

    @Test
    void anExpertThatComesLaterBeginsAsOneAmongTheOthers() {
        var mixture = new BernsteinMixture(3, 1);
        double[] state = new double[mixture.stateSize()];
        for (int step = 0; step < 200; step++) {
            double sign = step % 2 == 0 ? 30 : -30;
            mixture.learn(state, 0, new double[] {sign, -sign, Double.NaN}, 1);
        }
        double[] shares = new double[3];

        mixture.shares(state, 0, THREE, shares);

        assertThat(shares[2]).isBetween(0.2, 0.6);
    }

    @Test
    void theSameStepsGiveTheSameBits() {
        assertThat(sharesAfterTurns(0.98, 300, 77)).containsExactly(sharesAfterTurns(0.98, 300, 77));
    }

    @Test
    void refusesAMemoryThatGrows() {
        assertThatThrownBy(() -> new BernsteinMixture(2, 1.01)).hasMessageContaining("memory is 1.01");
    }

    /** Shares of two experts after the first was better for some steps, and then the second. */
    private static double[] sharesAfterTurns(double memory, int firstBetter, int secondBetter) {
        var random = new Random(42);
        var mixture = new BernsteinMixture(2, memory);
        double[] state = new double[mixture.stateSize()];
        double[] values = new double[2];
        double[] shares = new double[2];
        double[] lost = new double[2];
        for (int step = 0; step < firstBetter + secondBetter; step++) {
            double observed = random.nextGaussian();
            int better = step < firstBetter ? 0 : 1;
            values[better] = observed + 0.1 * random.nextGaussian();
            values[1 - better] = observed + 1 + 0.1 * random.nextGaussian();
            mixture.shares(state, 0, values, shares);
            double mixed = BernsteinMixture.mix(shares, values);
            double slope = observed > mixed ? -0.5 : 0.5;
            for (int k = 0; k < 2; k++) {
                lost[k] = slope * (mixed - values[k]);
            }
            mixture.learn(state, 0, lost, 1);
        }
        mixture.shares(state, 0, values, shares);
        return shares;
    }
}
