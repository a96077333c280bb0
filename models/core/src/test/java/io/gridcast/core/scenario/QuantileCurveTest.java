package io.gridcast.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.forecast.QuantileLevels;
import org.junit.jupiter.api.Test;

class QuantileCurveTest {
    private static final float[] QUANTILES = {-99, -99, -99, -99, -99, -99, -99, 10, 20, 30, 40, 60, 70, 90};

    private final QuantileCurve curve = new QuantileCurve(QuantileLevels.standard());

    @Test
    void betweenQuantilesItIsALine() {
        assertThat(curve.value(QUANTILES, 1, 0.05)).isEqualTo(10);
        assertThat(curve.value(QUANTILES, 1, 0.5)).isEqualTo(40);
        assertThat(curve.value(QUANTILES, 1, 0.6)).isCloseTo(48, within(1e-9));
        assertThat(curve.value(QUANTILES, 1, 0.95)).isEqualTo(90);
    }

    /** From 10 % to 5 % the value falls by 10: in an exponential tail by as much each time the level is halved. */
    @Test
    void beyondQuantilesTailsAreExponential() {
        assertThat(curve.value(QUANTILES, 1, 0.025)).isCloseTo(0, within(1e-9));
        assertThat(curve.value(QUANTILES, 1, 0.0125)).isCloseTo(-10, within(1e-9));
        assertThat(curve.value(QUANTILES, 1, 0.975)).isCloseTo(110, within(1e-9));
        assertThat(curve.value(QUANTILES, 1, 0)).isFinite();
        assertThat(curve.value(QUANTILES, 1, 1)).isFinite();
    }

    @Test
    void theLevelOfAValueIsWhereTheValueLies() {
        double before = 0;
        for (double level = 0.001; level < 1; level += 0.001) {
            double value = curve.value(QUANTILES, 1, level);
            assertThat(curve.level(QUANTILES, 1, value)).isCloseTo(level, within(1e-9));
            assertThat(curve.level(QUANTILES, 1, value)).isGreaterThan(before);
            before = level;
        }
    }

    @Test
    void whereQuantilesAreEqualAValueLiesInTheirMiddle() {
        float[] flat = {10, 20, 30, 30, 30, 70, 90};

        assertThat(curve.level(flat, 0, 30)).isCloseTo(0.5, within(1e-9));
        assertThat(curve.level(QUANTILES, 0, -99)).isCloseTo(0.5, within(1e-9));
        assertThat(curve.level(QUANTILES, 0, -98)).isCloseTo(1, within(1e-5)).isLessThan(1);
        assertThat(curve.level(QUANTILES, 0, -100)).isCloseTo(0, within(1e-5)).isPositive();
        assertThat(curve.value(QUANTILES, 0, 0.001)).isEqualTo(-99);
    }
}
