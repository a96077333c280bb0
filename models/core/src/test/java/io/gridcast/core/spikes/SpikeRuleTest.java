package io.gridcast.core.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.spikes.SpikeEvent.Side;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpikeRuleTest {
    private static final SpikeEvent EVENT = new SpikeEvent(MarketProduct.SPOT, Side.ABOVE, 300);
    private static final LogisticCalibration AS_IT_IS = new LogisticCalibration(1, 0);

    @Test
    void aWindowHasASpikeUnlessNoSlotHas() {
        SpikeRule rule = rule(AS_IT_IS, new AlertLevel(1, 0.5));

        assertThat(rule.windowProbability(new float[] {0.5f, 0.5f})).isCloseTo(0.75, within(1e-9));
        assertThat(rule.windowProbability(new float[] {0.1f, 0.2f, 0.3f})).isCloseTo(1 - 0.9 * 0.8 * 0.7, within(1e-7));
        assertThat(rule.windowProbability(new float[] {0, 1})).isCloseTo(1, within(1e-9));
        assertThat(rule.windowProbability(new float[] {0, 0})).isCloseTo(0, within(1e-9));
    }

    @Test
    void whatTheProductSaysIsCalibrated() {
        SpikeRule rule = rule(new LogisticCalibration(0.5, -1), new AlertLevel(1, 0.5));

        assertThat(rule.windowProbability(new float[] {0.5f, 0.5f}))
                .isCloseTo(1 / (1 + Math.exp(-(0.5 * Math.log(3) - 1))), within(1e-9));
    }

    @Test
    void theLevelIsThatOfTheLargestBudgetThatIsNotAboveTheOneAskedFor() {
        SpikeRule rule = rule(AS_IT_IS, new AlertLevel(1, 0.8), new AlertLevel(2, 0.6), new AlertLevel(7, 0.2));

        assertThat(rule.alertLevel(0.5)).isEqualTo(0.8);
        assertThat(rule.alertLevel(2)).isEqualTo(0.6);
        assertThat(rule.alertLevel(6.9)).isEqualTo(0.6);
        assertThat(rule.alertLevel(100)).isEqualTo(0.2);
    }

    @Test
    void levelsThatDoNotAscendAreRefused() {
        assertThatThrownBy(() -> rule(AS_IT_IS, new AlertLevel(2, 0.5), new AlertLevel(1, 0.4)))
                .hasMessageContaining("must ascend in alerts a week");
        assertThatThrownBy(() -> rule(AS_IT_IS, new AlertLevel(1, 0.5), new AlertLevel(2, 0.6)))
                .hasMessageContaining("never in probability");
        assertThatThrownBy(() -> new AlertLevel(1, 0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> rule(AS_IT_IS)).hasMessageContaining("alert levels are empty");
    }

    @Test
    void anAlertStaysOnUntilTheRiskIsHalfOfItsLevel() {
        assertThat(SpikeAlarm.isOn(false, 0.39, 0.4)).isFalse();
        assertThat(SpikeAlarm.isOn(false, 0.4, 0.4)).isTrue();
        assertThat(SpikeAlarm.isOn(true, 0.2, 0.4)).isTrue();
        assertThat(SpikeAlarm.isOn(true, 0.19, 0.4)).isFalse();
    }

    @Test
    void aRiskThatHoversAroundItsLevelIsOneAlertAndALastingOneCountsByDay() {
        double[] hovering = {0.1, 0.41, 0.39, 0.41, 0.39, 0.1, 0.5};

        assertThat(SpikeAlarm.alerts(hovering, 0.4, 48)).isEqualTo(2);
        assertThat(SpikeAlarm.alerts(new double[] {1, 1, 1, 1, 1}, 0.4, 2)).isEqualTo(3);
    }

    @Test
    void aLevelKeepsItsBudgetAndTheNextLowerOneDoesNot() {
        var random = new SplittableRandom(3);
        double[] risks = new double[48 * 7 * 20];
        double risk = 0.1;
        for (int i = 0; i < risks.length; i++) {
            risk = Math.max(0.001, Math.min(0.999, risk + 0.05 * (random.nextDouble() - 0.5)));
            risks[i] = risk;
        }

        List<AlertLevel> levels = AlertBudget.levels(risks, 48);

        assertThat(levels).extracting(AlertLevel::alertsPerWeek).isEqualTo(AlertBudget.LADDER);
        for (AlertLevel level : levels) {
            assertThat(SpikeAlarm.alerts(risks, level.probability(), 48))
                    .isLessThanOrEqualTo((int) (20 * level.alertsPerWeek()));
        }
        AlertLevel twice = levels.get(3);
        assertThat(SpikeAlarm.alerts(risks, twice.probability() - 0.005, 48)).isGreaterThan(40);
    }

    @Test
    void anEventIsReadAsItIsWritten() {
        assertThat(SpikeEvent.parse("spot:above:300")).isEqualTo(EVENT);
        assertThat(EVENT).hasToString("spot:above:300");
        assertThat(SpikeEvent.parse("day_ahead:below:-0.5")).hasToString("day_ahead:below:-0.5");
        assertThatThrownBy(() -> SpikeEvent.parse("spot>300"))
                .hasMessage("event is 'spot>300', must look like spot:above:300 or day_ahead:below:0");
        assertThatThrownBy(() -> SpikeEvent.parse("moon:above:300")).hasMessageContaining("moon:above:300");
    }

    @Test
    void aPriceAtTheThresholdIsNoSpike() {
        assertThat(EVENT.happened(300)).isFalse();
        assertThat(EVENT.happened(300.01)).isTrue();
        assertThat(SpikeEvent.parse("spot:below:0").happened(-0.01)).isTrue();
        assertThat(EVENT.happened(Double.NaN)).isFalse();
    }

    private static SpikeRule rule(LogisticCalibration window, AlertLevel... levels) {
        return new SpikeRule(EVENT, Duration.ofHours(6), AS_IT_IS, window, List.of(levels));
    }
}
