package io.gridcast.app.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.Target;
import io.gridcast.core.scenario.ScenarioPaths;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two paths of three hours of load, and of the last two of them of price. */
class ScenarioTextTest {
    private static final Instant NOON = Instant.parse("2017-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Scenarios SCENARIOS = new Scenarios(
            "ES",
            NOON,
            80,
            7,
            List.of(
                    new ScenarioPaths(
                            forecast(Target.LOAD, "MW", NOON, 3), new double[][] {{1000, 2000, 3000}, {500, 400, 300}}),
                    new ScenarioPaths(
                            forecast(Target.PRICE, "EUR/MWh", NOON.plus(HOUR), 2),
                            new double[][] {{10, 20}, {-5, 0}})));

    @Test
    void csvHasALineASlotAndAColumnAPath() {
        assertThat(ScenarioText.csv(SCENARIOS))
                .isEqualTo("target,unit,slot,path_1,path_2\n"
                        + "load,MW,2017-03-01T12:00:00Z,1000.0,500.0\n"
                        + "load,MW,2017-03-01T13:00:00Z,2000.0,400.0\n"
                        + "load,MW,2017-03-01T14:00:00Z,3000.0,300.0\n"
                        + "price,EUR/MWh,2017-03-01T13:00:00Z,10.0,-5.0\n"
                        + "price,EUR/MWh,2017-03-01T14:00:00Z,20.0,0.0\n");
    }

    /** Costs by hand, in thousands: 2 · 10 + 3 · 20 = 80, and 0.4 · −5 = −2; the first hour has no price. */
    @Test
    void theSummarySaysWhatPathsAloneCanSay() {
        String[] lines = ScenarioText.summary(SCENARIOS).split("\n");

        assertThat(lines[0])
                .isEqualTo("ES, issued at 2017-03-01T12:00:00Z: 2 paths, dependence of 80 past issues, seed 7");
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("highest load, MW +500\\.0 .* 3000"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("mean load, MW +400\\.0 .* 2000"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("lowest price, EUR/MWh +-5\\.000 .* 10\\.00"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("load × price, thousand +-2\\.000 .* 80\\.00"));
    }

    @Test
    void jsonKeepsPathsOfTargetsInTheSameOrder() {
        JsonNode json = ScenarioJson.of(SCENARIOS);

        assertThat(json.get("issues").intValue()).isEqualTo(80);
        assertThat(json.at("/targets/0/paths/1/2").doubleValue()).isEqualTo(300);
        assertThat(json.at("/targets/1/paths/1/0").doubleValue()).isEqualTo(-5);
        assertThat(json.at("/targets/1/first_slot").textValue()).isEqualTo("2017-03-01T13:00:00Z");
    }

    private static Forecast forecast(Target target, String unit, Instant first, int slots) {
        return new Forecast(
                "ES",
                target,
                unit,
                "run",
                NOON,
                NOON.minus(HOUR),
                HOUR,
                first,
                new float[slots],
                new float[] {0.25f, 0.5f},
                new float[2 * slots],
                new ModelRef("trees", "1"),
                ModelRole.CHAMPION,
                Rung.CHAMPION,
                List.of(),
                1,
                "",
                "");
    }
}
