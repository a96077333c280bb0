package io.gridcast.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.pack.ReferenceHistogram;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftReferenceTest {
    private static final int MONDAY = 19_723; // 2024-01-01
    private static final FeatureSchema SCHEMA =
            FeatureSchemas.load(new FeatureSchemas.Inputs(Set.of("temperature_c"), Set.of()));
    private static final int TEMPERATURE = SCHEMA.names().indexOf("expected_temperature_c");

    @Test
    void aValueIsPlacedByTheShareOfTrainingThatLayLower() {
        var reference = new DriftReference(new ReferenceHistogram("x", List.of(0.0, 1.0, 3.0), List.of(30L, 10L), 0));

        assertThat(reference.place(MONDAY, -1)).isZero();
        assertThat(reference.place(MONDAY, 0.5)).isEqualTo(0.375);
        assertThat(reference.place(MONDAY, 1)).isEqualTo(0.75);
        assertThat(reference.place(MONDAY, 2)).isEqualTo(0.875);
        assertThat(reference.place(MONDAY, 9)).isEqualTo(1);
        assertThat(reference.isOutside(MONDAY, 3.7)).isFalse();
        assertThat(reference.isOutside(MONDAY, 3.8)).isTrue();
    }

    @Test
    void winterAndSundaysHaveTheSamePlaceAsTheRest() {
        DriftReference reference = temperature(train(2 * 365, new Random(1)));
        assertThat(reference.coversTheYear()).isTrue();

        var random = new Random(2);
        for (int season = 0; season < 4; season++) {
            double mean = 0;
            double sundays = 0;
            for (int i = 0; i < 13 * 7; i++) {
                int day = MONDAY + 3 * 364 + season * 91 + i;
                double place = reference.place(day, temperature(day, random));
                mean += place / (13 * 7);
                sundays += i % 7 == 6 ? place / 13 : 0;
            }
            assertThat(mean).as("season %d", season).isCloseTo(0.5, within(0.1));
            assertThat(sundays).as("Sundays of season %d", season).isCloseTo(0.5, within(0.25));
        }
    }

    @Test
    void daysOfASeasonThatVariesMoreAreAsFarFromTheMiddleAsThoseOfACalmOne() {
        var builder = new ReferenceBuilder(SCHEMA);
        var random = new Random(5);
        for (int day = MONDAY; day < MONDAY + 730; day++) {
            add(builder, day, (float) sun(day, random));
        }
        DriftReference reference = temperature(builder.finish());

        double[] away = new double[4];
        for (int i = 0; i < 4 * 364; i++) {
            int day = MONDAY + 1000 + i;
            away[i % 364 / 91] += Math.abs(reference.place(day, sun(day, random)) - 0.5) / 364;
        }

        assertThat(away).satisfies(seasons -> {
            for (double season : seasons) {
                assertThat(season).isCloseTo(0.25, within(0.03));
            }
        });
    }

    @Test
    void aFewWeeksOfTrainingDoNotSpeakOfOtherSeasons() {
        assertThat(temperature(train(60, new Random(1))).coversTheYear()).isFalse();
        assertThat(train(20, new Random(1))).isEmpty();
    }

    @Test
    void howLongDaysRememberIsMeasured() {
        assertThat(temperature(train(730, new Random(3))).autocorrelation()).isBetween(0.0, 0.4);

        var builder = new ReferenceBuilder(SCHEMA);
        var random = new Random(4);
        double value = 0;
        for (int day = 0; day < 730; day++) {
            value = 0.8 * value + 0.6 * random.nextGaussian();
            add(builder, MONDAY + day, (float) value);
        }
        assertThat(temperature(builder.finish()).autocorrelation()).isBetween(0.75, 0.9);
    }

    @Test
    void theCalendarAndRepetitionsAreNotMonitored() {
        assertThat(ReferenceBuilder.monitored(SCHEMA))
                .containsEntry("expected_temperature_c", TEMPERATURE)
                .containsKeys("scale", "lag_1d", "residual_1h", "mean_24h_temperature_c")
                .doesNotContainKeys("hour", "weekday", "holiday", "lag_2d", "residual_2h", "heating_temperature_c");
    }

    @Test
    void aVariableThatHardlyVariesHasNoReference() {
        var builder = new ReferenceBuilder(SCHEMA);
        IntStream.range(0, 100).forEach(day -> add(builder, MONDAY + day, 7));

        assertThat(builder.finish()).isEmpty();
    }

    private static List<ReferenceHistogram> train(int days, Random random) {
        var builder = new ReferenceBuilder(SCHEMA);
        for (int day = 0; day < days; day++) {
            add(builder, MONDAY + day, (float) temperature(MONDAY + day, random));
        }
        return builder.finish();
    }

    private static void add(ReferenceBuilder builder, int day, float temperature) {
        float[] row = new float[SCHEMA.size()];
        Arrays.fill(row, Float.NaN);
        row[TEMPERATURE] = temperature;
        builder.add("ES", day * 86_400_000L, row, 0);
    }

    /** Five times as changeable at one time of the year as half a year later. */
    private static double sun(int day, Random random) {
        double angle = 2 * Math.PI * day / 365.2425;
        return 10 - 8 * Math.cos(angle) + Math.exp(-0.8 * Math.cos(angle)) * random.nextGaussian();
    }

    /** A year of two waves, warmer on Sundays. */
    private static double temperature(int day, Random random) {
        double angle = 2 * Math.PI * day / 365.2425;
        double sunday = Math.floorMod(day + 3, 7) == 6 ? 3 : 0;
        return 10 - 8 * Math.cos(angle) + 2 * Math.sin(2 * angle) + sunday + 2 * random.nextGaussian();
    }

    private static DriftReference temperature(List<ReferenceHistogram> histograms) {
        return new DriftReference(histograms.stream()
                .filter(histogram -> histogram.feature().equals("expected_temperature_c"))
                .findFirst()
                .orElseThrow());
    }
}
