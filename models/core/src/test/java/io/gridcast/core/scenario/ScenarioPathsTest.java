package io.gridcast.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScenarioPathsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOON = Instant.parse("2017-03-01T12:00:00Z");

    /** The margins of a hundred paths are the quantiles of the forecast: 5 of 100 lie below the lowest one. */
    @Test
    void marginsMatchTheQuantilesOfTheForecast() {
        Forecast load = forecast(Target.LOAD, NOON, 3, 30_000, 200);
        Forecast price = forecast(Target.PRICE, NOON.plus(HOUR.multipliedBy(11)), 2, 50, 4);
        List<float[]> past = new ArrayList<>();
        var random = new SplittableRandom(1);
        for (int issue = 0; issue < 60; issue++) {
            float[] levels = new float[5];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = (float) random.nextDouble();
            }
            past.add(levels);
        }

        List<ScenarioPaths> paths =
                ScenarioPaths.of(List.of(load, price), new EmpiricalCopula(past).draw(100, new SplittableRandom(2)));

        assertThat(paths).extracting(ScenarioPaths::forecast).containsExactly(load, price);
        for (ScenarioPaths target : paths) {
            Forecast forecast = target.forecast();
            for (int slot = 0; slot < forecast.horizonSlots(); slot++) {
                int each = slot;
                for (int level = 0; level < QuantileLevels.COUNT; level++) {
                    float quantile = forecast.quantiles()[slot * QuantileLevels.COUNT + level];
                    long below = Arrays.stream(target.values())
                            .filter(path -> path[each] <= quantile)
                            .count();
                    assertThat(below).isEqualTo(Math.round(100 * forecast.quantileLevels()[level]));
                }
            }
        }
    }

    @Test
    void whatHappenedIsFoundAgainAsTheLevelOfItsSlot() {
        Forecast past = forecast(Target.LOAD, NOON, 2, 30_000, 200);
        float[] happened = {30_000, 29_900};

        assertThat(PastIssue.levels(past, 2, at -> happened[(int) ((at - NOON.toEpochMilli()) / 3_600_000)]))
                .hasValueSatisfying(levels -> {
                    assertThat(levels[0]).isCloseTo(0.5f, within(1e-6f));
                    assertThat(levels[1]).isLessThan(0.5f);
                });
    }

    @Test
    void aDayWithAnHourLessLendsItsLastSlot() {
        Forecast past = forecast(Target.PRICE, NOON, 2, 50, 4);

        assertThat(PastIssue.levels(past, 3, at -> at == NOON.toEpochMilli() ? 50 : 54))
                .hasValueSatisfying(levels -> {
                    assertThat(levels[0]).isLessThan(levels[1]);
                    assertThat(levels[2]).isEqualTo(levels[1]);
                });
    }

    @Test
    void anIssueThatIsNotOverTeachesNothing() {
        Forecast past = forecast(Target.LOAD, NOON, 2, 30_000, 200);

        assertThat(PastIssue.levels(past, 2, at -> at == NOON.toEpochMilli() ? 30_000 : Float.NaN))
                .isEmpty();
    }

    @Test
    void levelsOfOtherDimensionsAreRefused() {
        Forecast load = forecast(Target.LOAD, NOON, 3, 30_000, 200);

        assertThatThrownBy(() -> ScenarioPaths.of(List.of(load), new double[5][4]))
                .hasMessageContaining("levels are of 4 dimensions, forecasts of 3");
    }

    private static Forecast forecast(Target target, Instant first, int slots, float center, float width) {
        float[] levels = QuantileLevels.standard();
        float[] quantiles = new float[slots * levels.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = center + width * (levels[i % levels.length] - 0.5f) * (1 + i / levels.length);
        }
        return new Forecast(
                "ES",
                target,
                target == Target.LOAD ? "MW" : "EUR/MWh",
                "run",
                NOON,
                NOON.minus(HOUR),
                HOUR,
                first,
                Quantiles.medians(levels, quantiles),
                levels,
                quantiles,
                new ModelRef("trees", "1"),
                ModelRole.CHAMPION,
                Rung.CHAMPION,
                List.of(),
                1,
                "",
                "");
    }
}
