package io.gridcast.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointForecastTest {
    private static final float[] BANDS = {10, 20, 30, 40, 50, 60, 70};

    @ParameterizedTest
    @CsvSource({"1, 0.5, 7", "3, 0.75, 7", "9, 0.9, 7", "19, 0.95, 7", "2, 0.6666666666666666, 8", "0.5, 0.333333333, 8"
    })
    void thePointIsTheQuantileOfLeastCost(double underCosts, double level, int outputs) {
        OutputLevels levels = OutputLevels.ofCosts(underCosts);

        assertThat(levels.pointLevel()).isCloseTo(level, within(1e-6));
        assertThat(levels.count()).isEqualTo(outputs);
    }

    @Test
    void costsBeyondAllBandsAreRefused() {
        assertThatThrownBy(() -> OutputLevels.ofCosts(20)).hasMessageContaining("underCosts is 20.0");
        assertThatThrownBy(() -> OutputLevels.ofCosts(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void outputsArePartedIntoBandsAndPoint() {
        OutputLevels levels = OutputLevels.ofCosts(2);
        float[] outputs = {10, 20, 30, 40, 46, 50, 60, 70, 11, 21, 31, 41, 47, 51, 61, 71};

        assertThat(levels.quantiles(outputs)).containsExactly(10, 20, 30, 40, 50, 60, 70, 11, 21, 31, 41, 51, 61, 71);
        assertThat(levels.points(outputs).values()).containsExactly(46, 47);
        assertThat(OutputLevels.STANDARD.points(BANDS).values()).containsExactly(40);
        assertThat(OutputLevels.ofCosts(3).points(BANDS).values()).containsExactly(50);
    }

    @Test
    void aPointKeepsItsPlaceBetweenItsNeighbours() {
        var point = new PointForecast(2.0 / 3, new float[] {46});
        float[] wider = {0, 10, 20, 40, 60, 80, 90};

        assertThat(point.moved(BANDS, wider).values()[0]).isCloseTo(52, within(1e-4f));
        assertThat(point.moved(BANDS, BANDS).values()).containsExactly(46);
        assertThat(point.moved(BANDS, wider).level()).isEqualTo(point.level());
    }

    @Test
    void aPointThatIsAQuantileOfTheBandsStaysOne() {
        float[] wider = {0, 10, 20, 40, 60, 80, 90};

        assertThat(new PointForecast(0.75, new float[] {50}).moved(BANDS, wider).values())
                .containsExactly(60);
        assertThat(new PointForecast(0.05, new float[] {10}).moved(BANDS, wider).values())
                .containsExactly(0);
        assertThat(new PointForecast(0.95, new float[] {70}).moved(BANDS, wider).values())
                .containsExactly(90);
    }

    @Test
    void aPointOfBandsWithoutWidthGoesWhereItsLevelIs() {
        float[] flat = {5, 5, 5, 5, 5, 5, 5};

        float moved =
                new PointForecast(2.0 / 3, new float[] {5}).moved(flat, BANDS).values()[0];

        assertThat(moved).isCloseTo(40 + 10 * 2 / 3f, within(1e-4f));
    }
}
