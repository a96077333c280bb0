package io.gridcast.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AlertScoresTest {
    private static final int ISSUES_A_DAY = 4;

    /** By hand: alerts at issues 1 to 2 and 5; events at issues 2, 3 and 7. */
    @Test
    void precisionAndRecallCountIssuesAndAlertsCountOnce() {
        var scores = new AlertScores(ISSUES_A_DAY);
        boolean[] on = {false, true, true, false, false, true, false, false};
        boolean[] happened = {false, false, true, true, false, false, false, true};
        for (int i = 0; i < on.length; i++) {
            scores.add(on[i], happened[i]);
        }

        assertThat(scores.alerts()).isEqualTo(2);
        assertThat(scores.alertsPerWeek()).isCloseTo(7, within(1e-12));
        assertThat(scores.precision()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(scores.recall()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(scores.trueAlertShare()).isEqualTo(0.5);
    }

    @Test
    void anAlertThatLastsCountsAnewEachDay() {
        var scores = new AlertScores(ISSUES_A_DAY);
        for (int i = 0; i < 9; i++) {
            scores.add(true, i == 5);
        }

        assertThat(scores.alerts()).isEqualTo(3);
        assertThat(scores.trueAlertShare()).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void withoutAlertsThereIsRecallButNoPrecision() {
        var scores = new AlertScores(ISSUES_A_DAY);
        scores.add(false, true);

        assertThat(scores.precision()).isNaN();
        assertThat(scores.recall()).isZero();
    }
}
