package io.gridcast.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventScoresTest {
    /** By hand: the two that happened are first and third, so half of the recall comes at precision 1, half at 2/3. */
    @Test
    void averagePrecisionAddsTheGainsInRecallAtTheirPrecision() {
        EventScores scores = scores(new double[] {0.6, 0.9, 0.7, 0.8}, new boolean[] {false, true, true, false});

        assertThat(scores.averagePrecision()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
        assertThat(scores.baseRate()).isEqualTo(0.5);
    }

    @Test
    void casesOfEqualProbabilityCountTogetherInWhateverOrderTheyCame() {
        double[] equal = {0.5, 0.5, 0.5, 0.5};

        assertThat(scores(equal, new boolean[] {true, false, false, false}).averagePrecision())
                .isEqualTo(0.25);
        assertThat(scores(equal, new boolean[] {false, false, false, true}).averagePrecision())
                .isEqualTo(0.25);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void averagePrecisionIsWhatEveryThresholdGivesOneByOne(long seed) {
        var random = new SplittableRandom(seed);
        double[] probabilities = new double[60];
        boolean[] happened = new boolean[60];
        for (int i = 0; i < 60; i++) {
            probabilities[i] = random.nextInt(12) / 12.0;
            happened[i] = random.nextDouble() < probabilities[i];
        }

        assertThat(scores(probabilities, happened).averagePrecision())
                .isCloseTo(byEveryThreshold(probabilities, happened), within(1e-12));
    }

    private static double byEveryThreshold(double[] probabilities, boolean[] happened) {
        double area = 0;
        double recallBefore = 0;
        for (int twelfths = 12; twelfths >= 0; twelfths--) {
            int said = 0;
            int hits = 0;
            int positives = 0;
            for (int i = 0; i < probabilities.length; i++) {
                boolean isSaid = probabilities[i] >= twelfths / 12.0;
                said += isSaid ? 1 : 0;
                hits += isSaid && happened[i] ? 1 : 0;
                positives += happened[i] ? 1 : 0;
            }
            double recall = (double) hits / positives;
            area += said == 0 ? 0 : (recall - recallBefore) * hits / said;
            recallBefore = recall;
        }
        return area;
    }

    /** By hand: (0.1² + 0.4² + 0.3²) / 3, against a base rate of 2/3. */
    @Test
    void theBrierScoreIsTheMeanSquaredError() {
        EventScores scores = scores(new double[] {0.9, 0.6, 0.3}, new boolean[] {true, true, false});

        assertThat(scores.brier()).isCloseTo((0.01 + 0.16 + 0.09) / 3, within(1e-12));
        assertThat(scores.brierSkill()).isCloseTo(1 - 0.26 / 3 / (2 / 9.0), within(1e-12));
    }

    @Test
    void reliabilityComparesWhatWasSaidWithWhatHappenedBinByBin() {
        EventScores scores =
                scores(new double[] {0.1, 0.2, 0.5, 0.7, 1}, new boolean[] {false, true, false, true, true});

        assertThat(scores.reliability(0, 0.3, 0.4, 0.5, 1))
                .containsExactly(
                        new ReliabilityBin(0, 0.3, 2, (0.1 + 0.2) / 2, 0.5),
                        new ReliabilityBin(0.5, 1, 3, (0.5 + 0.7 + 1) / 3, 2 / 3.0));
    }

    @Test
    void whatNeverHappenedHasNoAveragePrecision() {
        assertThat(scores(new double[] {0.1}, new boolean[] {false}).averagePrecision())
                .isNaN();
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> new EventScores().add(1.01, true)).hasMessageContaining("1.01");
        assertThatThrownBy(() -> new EventScores().add(Double.NaN, true)).hasMessageContaining("NaN");
    }

    private static EventScores scores(double[] probabilities, boolean[] happened) {
        var scores = new EventScores();
        for (int i = 0; i < probabilities.length; i++) {
            scores.add(probabilities[i], happened[i]);
        }
        return scores;
    }
}
