package io.gridcast.core.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticCalibrationTest {
    private static final int CASES = 40_000;

    @Test
    void whatMadeTheCasesIsFoundAgain() {
        double[] logits = new double[CASES];
        boolean[] happened = new boolean[CASES];
        draw(logits, happened, 0.6, -1.5);

        LogisticCalibration fitted = LogisticCalibration.fit(logits, happened);

        assertThat(fitted.slope()).isCloseTo(0.6, within(0.03));
        assertThat(fitted.intercept()).isCloseTo(-1.5, within(0.05));
    }

    @Test
    void noOtherLineExplainsTheCasesBetter() {
        double[] logits = new double[200];
        boolean[] happened = new boolean[200];
        draw(logits, happened, 1.4, 0.3);
        LogisticCalibration fitted = LogisticCalibration.fit(logits, happened);
        double best = loss(fitted, logits, happened);

        for (double[] step : new double[][] {{1e-3, 0}, {-1e-3, 0}, {0, 1e-3}, {0, -1e-3}, {1e-3, -1e-3}}) {
            var other = new LogisticCalibration(fitted.slope() + step[0], fitted.intercept() + step[1]);
            assertThat(loss(other, logits, happened)).isGreaterThan(best);
        }
    }

    @Test
    void casesThatAreToldApartWithoutErrorAreNotTakenForCertain() {
        LogisticCalibration fitted =
                LogisticCalibration.fit(new double[] {-2, -1, 1, 2}, new boolean[] {false, false, true, true});

        assertThat(fitted.probability(2)).isBetween(0.7, 0.99);
        assertThat(fitted.probability(-2)).isBetween(0.01, 0.3);
    }

    @Test
    void scoresThatAreUpsideDownAreFlattenedAndNeverTurned() {
        double[] logits = new double[2_000];
        boolean[] happened = new boolean[2_000];
        draw(logits, happened, -1, 0);

        LogisticCalibration fitted = LogisticCalibration.fit(logits, happened);

        assertThat(fitted.slope()).isPositive().isLessThan(0.01);
    }

    @Test
    void aCalibrationThatDoesNotRiseIsRefused() {
        assertThatThrownBy(() -> new LogisticCalibration(0, 1)).hasMessageContaining("slope of a calibration is 0.0");
        assertThatThrownBy(() -> new LogisticCalibration(-1, 1)).hasMessageContaining("must be positive");
        assertThatThrownBy(() -> new LogisticCalibration(Double.NaN, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new LogisticCalibration(1, Double.POSITIVE_INFINITY))
                .hasMessageContaining("intercept");
    }

    @Test
    void withoutOneOfEachThereIsNothingToFit() {
        assertThatThrownBy(() -> LogisticCalibration.fit(new double[] {1, 2}, new boolean[] {true, true}))
                .hasMessageContaining("of 2 cases 2 happened");
    }

    @Test
    void logOddsOfCertaintyAreFinite() {
        assertThat(LogisticCalibration.logit(1)).isEqualTo(30);
        assertThat(LogisticCalibration.logit(0)).isEqualTo(-30);
        assertThat(LogisticCalibration.logit(0.75)).isCloseTo(Math.log(3), within(1e-12));
    }

    private static void draw(double[] logits, boolean[] happened, double slope, double intercept) {
        var random = new SplittableRandom(11);
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextDouble() * 8 - 4;
            happened[i] = random.nextDouble() < 1 / (1 + Math.exp(-(slope * logits[i] + intercept)));
        }
    }

    /** The negative log-likelihood on Platt's targets, as the definition has it. */
    private static double loss(LogisticCalibration calibration, double[] logits, boolean[] happened) {
        int positives = 0;
        for (boolean each : happened) {
            positives += each ? 1 : 0;
        }
        double sure = (positives + 1.0) / (positives + 2);
        double unsure = 1.0 / (happened.length - positives + 2);
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double p = calibration.probability(logits[i]);
            double target = happened[i] ? sure : unsure;
            sum -= target * Math.log(p) + (1 - target) * Math.log(1 - p);
        }
        return sum;
    }
}
