package io.gridcast.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.model.Verdict.Decision;
import org.junit.jupiter.api.Test;

class PairTestTest {
    private static final double ALPHA = 0.05;

    @Test
    void nothingIsSaidBeforeFourWeeks() {
        PairTest test = play(LossProcess.PAIRED_0, 27, 0.9);

        assertThat(test.decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(test.differences().interval(ALPHA)).isEqualTo(Interval.UNKNOWN);
        assertThat(test.differences().evidence()).isEqualTo(1);
    }

    @Test
    void aMuchBetterChallengerIsFoundInMonths() {
        PairTest test = play(LossProcess.PAIRED_0, 200, 0.5);

        assertThat(test.decision()).isEqualTo(Decision.CHALLENGER_BETTER);
        assertThat(test.meanLossDifference() / test.meanChampionLoss()).isCloseTo(-0.5, within(0.05));
        assertThat(test.differences().interval(ALPHA).upper()).isNegative();
    }

    @Test
    void aMuchWorseOneToo() {
        assertThat(play(LossProcess.PAIRED_0, 200, -0.5).decision()).isEqualTo(Decision.CHALLENGER_WORSE);
    }

    @Test
    void aDecisionIsNeverTakenBack() {
        PairTest test = play(LossProcess.PAIRED_0, 200, 0.5);

        for (int day = 0; day < 300; day++) {
            test = test.with(day(1, 3 + day % 2), ALPHA, 0);
        }

        assertThat(test.decision()).isEqualTo(Decision.CHALLENGER_BETTER);
        assertThat(test.meanLossDifference()).isPositive();
        assertThat(test.differences().n()).isEqualTo(500);
    }

    @Test
    void aMarginAsksForMore() {
        PairTest test = play(LossProcess.PAIRED_0, 400, 0.1, 0.2);

        assertThat(test.differences().interval(ALPHA).upper()).isNegative();
        assertThat(test.decision()).isEqualTo(Decision.UNDECIDED);
    }

    @Test
    void twinsAreNeverToldApart() {
        PairTest test = PairTest.NEW;
        for (int day = 0; day < 100; day++) {
            test = test.with(day(day % 5, day % 5), ALPHA, 0);
        }

        assertThat(test.decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(test.differences().mean()).isZero();
    }

    @Test
    void evidencePassesOneOverAlphaOnTheDayTheIntervalLeavesZero() {
        LossProcess.Days days = LossProcess.PAIRED_30.begin(5, 0.1);
        LossDifferences differences = LossDifferences.NONE;
        days.skip();
        for (int day = 0; day < 500; day++) {
            differences = differences.with(days.next().difference());
            Interval interval = differences.interval(ALPHA);

            assertThat(differences.evidence() > 1 / ALPHA).isEqualTo(interval.upper() < 0 || interval.lower() > 0);
        }
        assertThat(differences.evidence()).isGreaterThan(1 / ALPHA);
    }

    @Test
    void whoIsBetterOnMostDaysButWorseInSumIsNotPromoted() {
        PairTest test = PairTest.NEW;
        for (int day = 0; day < 400; day++) {
            test = test.with(day % 20 == 0 ? day(1, 40) : day(1, 0.3 + day % 3 * 0.1), ALPHA, 0);
        }

        assertThat(test.differences().interval(ALPHA).upper()).isNegative();
        assertThat(test.meanLossDifference()).isPositive();
        assertThat(test.decision()).isEqualTo(Decision.UNDECIDED);
    }

    @Test
    void eachSeriesCountsByItsOwnUsualLossAndANewOneNotYet() {
        var day = new PairDay();
        day.add(100, 90, new UsualLoss(7, 100));
        day.add(1, 1.3, new UsualLoss(7, 1));
        day.add(5, 50, UsualLoss.UNKNOWN);

        assertThat(day.series()).isEqualTo(2);
        assertThat(day.difference()).isCloseTo((-0.1 + 0.3) / 2, within(1e-12));
        assertThat(day.champion()).isEqualTo(50.5);
    }

    @Test
    void whatIsUsualIsTheMeanOfAFirstWeekAndThenForgetsSlowly() {
        UsualLoss usual = UsualLoss.UNKNOWN;
        for (int day = 1; day <= 7; day++) {
            usual = usual.with(day);
        }
        assertThat(usual.mean()).isCloseTo(4, within(1e-12));

        assertThat(usual.with(11).mean()).isCloseTo(5, within(1e-12));
    }

    @Test
    void aLossThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> day(1, Double.NaN)).hasMessage("challenger's loss is NaN, must be a finite number");
    }

    private static PairDay day(double champion, double challenger) {
        var day = new PairDay();
        day.add(champion, challenger, new UsualLoss(7, 1));
        return day;
    }

    private static PairTest play(LossProcess losses, int days, double gain) {
        return play(losses, days, gain, 0);
    }

    private static PairTest play(LossProcess losses, int days, double gain, double margin) {
        LossProcess.Days process = losses.begin(7, gain);
        PairTest test = PairTest.NEW;
        process.skip();
        for (int day = 0; day < days; day++) {
            test = test.with(process.next(), ALPHA, margin);
        }
        return test;
    }
}
