package io.gridcast.core.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.HeapBlocks;
import io.gridcast.core.history.Knowledge;
import io.gridcast.core.history.Windows;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherForecast;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The features that a schema has on demand. */
class WideFeaturesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Series SERIES = new Series(
            "A",
            "Z",
            "Z",
            Set.of(Target.LOAD, Target.PRICE),
            HOUR,
            ZoneId.of("Europe/Madrid"),
            "ES",
            Double.NaN,
            40,
            -3,
            List.of());
    private static final FeatureSchemas.Inputs INPUTS =
            new FeatureSchemas.Inputs(Set.of("temperature_c", "pressure_hpa"), Set.of("load_forecast_mw"));
    private static final Instant NOW = Instant.parse("2017-03-27T00:00:00Z");

    private final Knowledge knowledge = new Knowledge(new Windows(new HeapBlocks(), 512));

    @Test
    void aRevisionIsTheNewestRunMinusTheRunBefore() {
        knowledge.apply(run(12, 10, 11, 12));
        knowledge.apply(run(6, 14, 14));

        float[] revision = load("revision_temperature_c", 3);

        assertThat(revision).containsExactly(4, 3, Float.NaN);
    }

    @Test
    void aRunThatComesTwiceOrLateRevisesNothing() {
        knowledge.apply(run(12, 10));
        knowledge.apply(run(6, 14));
        knowledge.apply(run(6, 14));
        knowledge.apply(run(18, 99));

        assertThat(load("revision_temperature_c", 1)).containsExactly(4);
    }

    @Test
    void aThirdRunIsComparedWithTheSecond() {
        knowledge.apply(run(18, 10));
        knowledge.apply(run(12, 15));
        knowledge.apply(run(6, 13));

        assertThat(load("revision_temperature_c", 1)).containsExactly(-2);
    }

    /** The clock was set forward on the morning of 26 March, and is set back on 29 October. */
    @Test
    void theClockIsSeenForAWeekAfterItWasSet() {
        float[] change = load("clock_change", 24 * 8);

        assertThat(change[0]).isEqualTo(1);
        assertThat(change[24 * 5]).isEqualTo(1);
        assertThat(change[24 * 7]).isZero();
        assertThat(load("summer_time", 1)).containsExactly(2);
    }

    @Test
    void theDeviationIsThatOfTheLastHours() {
        for (int hour = 1; hour <= 24; hour++) {
            observe(NOW.minus(HOUR.multipliedBy(hour)), hour % 2 == 0 ? 90 : 110);
        }

        float[][] deviation = unscaled(Target.LOAD, FeatureKind.RECENT_DEVIATION, "load", 24, 1);

        assertThat(deviation[1][0]).isCloseTo(10, within(1e-3f));
    }

    @Test
    void aPriceOnALineThroughTheOutlookIsExpectedOnIt() {
        for (int hour = -40 * 24; hour < 24; hour++) {
            Instant slot = NOW.plus(HOUR.multipliedBy(hour));
            double load = 100 + 30 * Math.sin(hour) + hour % 7;
            outlook(slot, load);
            if (hour < 0) {
                knowledge.apply(new MarketPrice("Z", MarketProduct.DAY_AHEAD, slot, HOUR, 5 + load / 2, "EUR", slot));
            }
        }
        float[][] line = unscaled(Target.PRICE, FeatureKind.LINE_TO_CENTER, "outlook.load_forecast_mw", 28, 24);

        for (int row = 0; row < 24; row++) {
            double load = 100 + 30 * Math.sin(row) + row % 7;
            assertThat(line[0][row] + line[1][row]).isCloseTo((float) (5 + load / 2), within(0.01f));
        }
    }

    @Test
    void aLineThroughTooFewHoursTellsNothing() {
        assertThat(unscaled(Target.LOAD, FeatureKind.LINE_TO_CENTER, "price.day_ahead", 28, 1)[1])
                .containsExactly(Float.NaN);
    }

    @Test
    void aPriceModelSeesHowFarTheOutlookOfTheLoadWasOff() {
        for (int hour = 1; hour <= 6; hour++) {
            outlook(NOW.minus(HOUR.multipliedBy(hour)), 100);
            observe(NOW.minus(HOUR.multipliedBy(hour)), 107);
        }
        FeatureSchema schema = FeatureSchemas.of(Target.PRICE, INPUTS, FeatureChoice.WIDE);
        float[] matrix = new FeatureMaker(schema, SERIES, knowledge).make(NOW, NOW.plus(HOUR), HOUR, 1);

        assertThat(at(schema, matrix, 0, "load_outlook_error_6h")).isEqualTo(7);
    }

    @Test
    void covariatesAreUsedByNameAndThoseThatAreNotThereRefused() {
        var choice = new FeatureChoice(false, Set.of("pressure_hpa"), Set.of());

        assertThat(FeatureSchemas.of(Target.LOAD, INPUTS, choice).names()).contains("expected_pressure_hpa");
        assertThat(FeatureSchemas.load(INPUTS).names()).doesNotContain("expected_pressure_hpa");
        assertThatThrownBy(() ->
                        FeatureSchemas.of(Target.LOAD, INPUTS, new FeatureChoice(false, Set.of("tides_m"), Set.of())))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("tides_m");
    }

    @Test
    void theStandardSchemaIsAPartOfTheWideOne() {
        for (Target target : Target.values()) {
            FeatureSchema standard = FeatureSchemas.of(target, INPUTS, FeatureChoice.STANDARD);

            assertThat(FeatureSchemas.of(target, INPUTS, FeatureChoice.WIDE).names())
                    .containsAll(standard.names());
            assertThat(standard)
                    .isEqualTo(target == Target.LOAD ? FeatureSchemas.load(INPUTS) : FeatureSchemas.price(INPUTS));
        }
    }

    @Test
    void groupsAreLeftOutWholeButNeverTheHead() {
        FeatureSchema wide = FeatureSchemas.of(Target.LOAD, INPUTS, FeatureChoice.WIDE);

        FeatureSchema head = wide.without(Set.of(FeatureGroup.values()));

        assertThat(head.names()).containsExactly("center", "scale", "lead_h");
        assertThat(wide.groups())
                .contains(FeatureGroup.REVISIONS, FeatureGroup.CLOCK, FeatureGroup.RELATIONS)
                .doesNotContain(FeatureGroup.HEAD);
        assertThat(wide.without(Set.of(FeatureGroup.RELATIONS)).channels()).doesNotContain("price.day_ahead");
        assertThat(wide.without(wide.groups())).isEqualTo(head);
    }

    private float[] load(String name, int slots) {
        FeatureSchema schema = FeatureSchemas.of(Target.LOAD, INPUTS, FeatureChoice.WIDE);
        float[] matrix = new FeatureMaker(schema, SERIES, knowledge).make(NOW, NOW, HOUR, slots);
        float[] column = new float[slots];
        for (int row = 0; row < slots; row++) {
            column[row] = at(schema, matrix, row, name);
        }
        return column;
    }

    /** The centre, and a column that is not divided by the level. */
    private float[][] unscaled(Target target, FeatureKind kind, String channel, int span, int slots) {
        var schema = new FeatureSchema(
                target,
                List.of(
                        new Feature("center", FeatureKind.CENTER, "", 0, 0, "MW"),
                        new Feature("scale", FeatureKind.SCALE, "", 0, 7, "MW"),
                        new Feature("wanted", kind, channel, 0, span, "MW")),
                "center",
                "scale");
        float[] matrix = new FeatureMaker(schema, SERIES, knowledge).make(NOW, NOW, HOUR, slots);
        float[][] columns = new float[2][slots];
        for (int row = 0; row < slots; row++) {
            columns[0][row] = at(schema, matrix, row, "center");
            columns[1][row] = at(schema, matrix, row, "wanted");
        }
        return columns;
    }

    private static float at(FeatureSchema schema, float[] matrix, int row, String name) {
        return matrix[row * schema.size() + schema.names().indexOf(name)];
    }

    private void observe(Instant slot, double loadMw) {
        knowledge.apply(new ObservedLoad("A", slot, HOUR, loadMw, 1, LoadQuality.MEASURED, 0));
    }

    private void outlook(Instant slot, double loadMw) {
        Instant issued = slot.minus(Duration.ofDays(1));
        knowledge.apply(new SystemOutlook(
                "Z", issued, new NamedSteps(List.of("load_forecast_mw"), List.of(slot), new double[] {loadMw})));
    }

    private static WeatherForecast run(int hoursAgo, double... temperatures) {
        List<Instant> validAt = new ArrayList<>();
        for (int hour = 0; hour < temperatures.length; hour++) {
            validAt.add(NOW.plus(HOUR.multipliedBy(hour)));
        }
        return new WeatherForecast(
                "Z",
                NOW.minus(HOUR.multipliedBy(hoursAgo)),
                new NamedSteps(List.of("temperature_c"), validAt, temperatures));
    }
}
