package io.gridcast.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DieboldMarianoTest {
    /** By hand: differences 1, 3, 2, 2, −1, 5 have mean 2 and variance 20/6, so the statistic is 2 / √(20/36). */
    @Test
    void daysThatStandAloneGiveTheMeanOverItsStandardError() {
        double[] first = {2, 5, 4, 3, 1, 7};
        double[] second = {1, 2, 2, 1, 2, 2};

        DieboldMariano test = DieboldMariano.test(first, second, 0);

        assertThat(test.days()).isEqualTo(6);
        assertThat(test.meanDifference()).isCloseTo(2, within(1e-12));
        assertThat(test.statistic()).isCloseTo(2.6832815729997477, within(1e-12));
        assertThat(test.p()).isCloseTo(0.0036451791, within(1e-9));
    }

    /** By hand: the autocovariance at lag 1 is (−1·1 + 1·0 + 0·0 + 0·−3 − 3·3)/6 = −10/6, and counts twice a half. */
    @Test
    void daysThatDependOnEachOtherCountByTheirAutocovariance() {
        double[] first = {2, 5, 4, 3, 1, 7};
        double[] second = {1, 2, 2, 1, 2, 2};

        DieboldMariano test = DieboldMariano.test(first, second, 1);

        assertThat(test.statistic()).isCloseTo(2 / Math.sqrt((20 / 6.0 - 10 / 6.0) / 6), within(1e-12));
    }

    @Test
    void theOtherWayRoundIsTheOtherSide() {
        double[] first = {2, 5, 4, 3, 1, 7};
        double[] second = {1, 2, 2, 1, 2, 2};

        DieboldMariano there = DieboldMariano.test(first, second, 0);
        DieboldMariano back = DieboldMariano.test(second, first, 0);

        assertThat(back.statistic()).isEqualTo(-there.statistic());
        assertThat(back.p() + there.p()).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1.6448536269514722, 0.95",
        "-1.2815515655446004, 0.1",
        "1.959963984540054, 0.975",
        "3.090232306167813, 0.999",
        "-4.753424308822899, 0.000001",
        "9, 1",
        "-9, 0"
    })
    void theNormalDistributionHasItsKnownQuantiles(double x, double share) {
        assertThat(DieboldMariano.normal(x)).isCloseTo(share, within(1e-14));
    }

    @Test
    void equalForecastsAreCalledDifferentAsOftenAsTheLevelSays() {
        var random = new Random(1);
        int called = 0;
        for (int run = 0; run < 2000; run++) {
            double[] first = random.doubles(365).toArray();
            double[] second = random.doubles(365).toArray();
            called += DieboldMariano.test(first, second, DieboldMariano.usualLags(365))
                                    .p()
                            < 0.05
                    ? 1
                    : 0;
        }
        assertThat(called / 2000.0).isBetween(0.04, 0.065);
    }

    @Test
    void forecastsThatLoseTheSameGiveNoVerdict() {
        double[] losses = {1, 2, 3};

        assertThat(DieboldMariano.test(losses, losses, 0).p()).isNaN();
    }

    @Test
    void oneDayIsTooFew() {
        assertThatThrownBy(() -> DieboldMariano.test(new double[] {1}, new double[] {2}, 0))
                .hasMessageContaining("must be two at least");
    }
}
