package io.gridcast.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.grid.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoreSumsTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final double UNKNOWN = Double.NaN;
    /** Two rows of 5, 10, 25, 50, 75, 90 and 95 %. */
    private static final float[] ROWS = {80, 85, 95, 100, 105, 115, 120, 180, 185, 195, 200, 205, 215, 220};

    @Test
    void twoSlotsOfLoadScoreAsCalculatedByHand() {
        var sums = new ScoreSums(Target.LOAD, QuantileLevels.standard());
        sums.add(ROWS, 0, 104, 110, 99);
        sums.add(ROWS, 1, 184, 190, UNKNOWN);

        ForecastScore score = score(sums);

        assertThat(score.n()).isEqualTo(2);
        assertThat(score.mae()).isCloseTo((4 + 16) / 2.0, EXACT);
        assertThat(score.rmse()).isCloseTo(Math.sqrt((16 + 256) / 2.0), EXACT);
        assertThat(score.bias()).isCloseTo((-4 + 16) / 2.0, EXACT);
        assertThat(score.mape()).isCloseTo((4 / 104.0 + 16 / 184.0) / 2, EXACT);
        assertThat(score.naiveWeekMae()).isCloseTo((6 + 6) / 2.0, EXACT);
        assertThat(score.outlookMae()).isCloseTo(5, EXACT);
        assertThat(score.cover50()).isCloseTo(0.5, EXACT);
        assertThat(score.cover80()).isCloseTo(0.5, EXACT);
        assertThat(score.cover90()).isCloseTo(1, EXACT);
        // 104: 24×0.05, 19×0.1, 9×0.25, 4×0.5, then from above 1×0.25, 11×0.1, 16×0.05
        double first = 1.2 + 1.9 + 2.25 + 2 + 0.25 + 1.1 + 0.8;
        // 184: 4×0.05, then from above 1×0.9, 11×0.75, 16×0.5, 21×0.25, 31×0.1, 36×0.05
        double second = 0.2 + 0.9 + 8.25 + 8 + 5.25 + 3.1 + 1.8;
        assertThat(score.pinball()).isCloseTo((first + second) / 2 / 7, EXACT);
        // cells of 0.075, 0.1, 0.2, 0.25, 0.2, 0.1, 0.075, twice
        double crpsFirst = 2 * (0.075 * 1.2 + 0.1 * 1.9 + 0.2 * 2.25 + 0.25 * 2 + 0.2 * 0.25 + 0.1 * 1.1 + 0.075 * 0.8);
        double crpsSecond =
                2 * (0.075 * 0.2 + 0.1 * 0.9 + 0.2 * 8.25 + 0.25 * 8 + 0.2 * 5.25 + 0.1 * 3.1 + 0.075 * 1.8);
        assertThat(score.crps()).isCloseTo((crpsFirst + crpsSecond) / 2, EXACT);
    }

    @Test
    void pricesHaveNoPercentageErrorAndMayBeNegative() {
        var sums = new ScoreSums(Target.PRICE, QuantileLevels.standard());
        sums.add(new float[] {-30, -25, -15, -10, -5, 5, 10}, 0, -12, UNKNOWN, UNKNOWN);
        ForecastScore score = score(sums);
        assertThat(score.mae()).isCloseTo(2, EXACT);
        assertThat(score.mape()).isNaN();
        assertThat(score.naiveWeekMae()).isNaN();
        assertThat(score.cover50()).isEqualTo(1);
    }

    @Test
    void aSlotWithoutLoadCountsForAllButThePercentage() {
        var sums = new ScoreSums(Target.LOAD, new float[] {0.5f});
        sums.add(new float[] {10, 3}, 0, 0, UNKNOWN, UNKNOWN);
        sums.add(new float[] {10, 3}, 1, 4, UNKNOWN, UNKNOWN);
        assertThat(score(sums).mape()).isCloseTo(0.25, EXACT);
        assertThat(score(sums).mae()).isCloseTo(5.5, EXACT);
        assertThat(score(sums).cover80()).isNaN();
    }

    @Test
    void crpsWeightsAddUpToTwo() {
        assertThat(Arrays.stream(ScoringRules.crpsWeights(QuantileLevels.standard()))
                        .sum())
                .isCloseTo(2, EXACT);
        assertThat(ScoringRules.crpsWeights(new float[] {0.5f})).containsExactly(2);
    }

    /** The CRPS of a forecast of one value is its absolute error; of a normal distribution it is known in closed form. */
    @Test
    void crpsComesCloseToWhatIsKnownInClosedForm() {
        var certain = new ScoreSums(Target.LOAD, QuantileLevels.standard());
        certain.add(new float[] {50, 50, 50, 50, 50, 50, 50}, 0, 47, UNKNOWN, UNKNOWN);
        assertThat(score(certain).crps()).isCloseTo(3, EXACT);

        float[] normal = {-1.6448536f, -1.2815516f, -0.6744898f, 0, 0.6744898f, 1.2815516f, 1.6448536f};
        var sums = new ScoreSums(Target.LOAD, QuantileLevels.standard());
        var random = new java.util.Random(3);
        for (int i = 0; i < 20_000; i++) {
            sums.add(normal, 0, random.nextGaussian(), UNKNOWN, UNKNOWN);
        }
        assertThat(score(sums).crps()).isCloseTo(1 / Math.sqrt(Math.PI), within(0.02));
        assertThat(score(sums).cover80()).isCloseTo(0.8, within(0.01));
    }

    @Test
    void totalsWeighEachDayByItsPairs() {
        var totals = new ScoreTotals();
        var one = new ScoreSums(Target.LOAD, QuantileLevels.standard());
        one.add(ROWS, 0, 104, 110, 99);
        totals.add(score(one));
        var two = new ScoreSums(Target.LOAD, QuantileLevels.standard());
        two.add(ROWS, 1, 184, UNKNOWN, UNKNOWN);
        two.add(ROWS, 1, 190, UNKNOWN, UNKNOWN);
        totals.add(score(two));

        ScoreTotals.Summary summary = totals.summary();

        assertThat(summary.n()).isEqualTo(3);
        assertThat(summary.mae()).isCloseTo((4 + 16 + 10) / 3.0, EXACT);
        assertThat(summary.rmse()).isCloseTo(Math.sqrt((16 + 256 + 100) / 3.0), EXACT);
        assertThat(summary.rmae()).isCloseTo(4 / 6.0, EXACT);
        assertThat(summary.naiveWeekMae()).isCloseTo(6, EXACT);
        assertThat(summary.outlookMae()).isCloseTo(5, EXACT);
        assertThat(summary.cover50()).isCloseTo(1 / 3.0, EXACT);
    }

    @Test
    void theSamePairsInTheSameOrderGiveTheSameBits() {
        assertThat(score(random())).isEqualTo(score(random()));
    }

    @Test
    void anObservationThatIsNotFiniteIsRefused() {
        var sums = new ScoreSums(Target.LOAD, QuantileLevels.standard());
        assertThatThrownBy(() -> sums.add(ROWS, 0, UNKNOWN, 1, 1)).hasMessageContaining("observed is NaN");
        assertThatThrownBy(() -> new ScoreSums(Target.LOAD, new float[] {0.1f})).hasMessageContaining("no median");
    }

    @Test
    void leadTimesAreRoundedUpToHoursAndFallIntoTheirBuckets() {
        Instant issued = Instant.parse("2017-03-01T10:00:00Z");
        assertThat(LeadBuckets.leadHours(issued, issued.plusSeconds(900))).isEqualTo(1);
        assertThat(LeadBuckets.leadHours(issued, issued.plusSeconds(3600))).isEqualTo(1);
        assertThat(LeadBuckets.leadHours(issued, issued.plusSeconds(3601))).isEqualTo(2);
        assertThat(LeadBuckets.leadHours(issued, issued.plusSeconds(48 * 3600))).isEqualTo(48);
        for (int lead = 1; lead <= 48; lead++) {
            int hours = lead;
            assertThat(LeadBuckets.of(Target.LOAD).stream().filter(bucket -> bucket.holds(hours)))
                    .hasSize(lead <= 24 ? 2 : 1);
        }
        assertThat(LeadBuckets.of(Target.PRICE)).containsExactly(new LeadBucket(1, 48));
    }

    private static ScoreSums random() {
        var random = new SplittableRandom(9);
        var sums = new ScoreSums(Target.LOAD, QuantileLevels.standard());
        for (int i = 0; i < 500; i++) {
            sums.add(ROWS, i % 2, random.nextDouble() * 300, random.nextDouble() * 300, random.nextDouble() * 300);
        }
        return sums;
    }

    private static ForecastScore score(ScoreSums sums) {
        return sums.score(
                "ES",
                new ModelRef("load-xgb", "7"),
                ModelRole.CHAMPION,
                LocalDate.parse("2017-03-01"),
                LeadBuckets.DAY_AHEAD_LOAD,
                0);
    }
}
