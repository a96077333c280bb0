package io.gridcast.core.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.forecast.QuantileLevels;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveBandsTest {
    private static final float[] NORMAL = {-1.6449f, -1.2816f, -0.6745f, 0, 0.6745f, 1.2816f, 1.6449f};
    private static final int STEPS = 24 * 365;
    private static final int LEARNING = 24 * 28;

    @ParameterizedTest
    @ValueSource(doubles = {0.4, 0.7, 1, 2})
    void bandsOfTheWrongWidthHoldWhatTheyPromise(double claimed) {
        double[] held = coverage(claimed, step -> 1);

        assertHeld(held, 0.01);
    }

    @Test
    void bandsFollowErrorsThatGrowAndShrinkOverTheYear() {
        double[] held = coverage(1, step -> 1 + 0.7 * Math.sin(step * 2 * Math.PI / STEPS));

        assertHeld(held, 0.015);
    }

    @Test
    void bandsFollowErrorsThatDoubleOvernight() {
        double[] held = coverage(1, step -> step < STEPS / 2 ? 1 : 2);

        assertHeld(held, 0.015);
    }

    @Test
    void bandsThatCollapsedOpenAgain() {
        double[] held = coverage(0, step -> 1);

        assertHeld(held, 0.03);
    }

    @Test
    void rowsAreSortedAndTheMedianStays() {
        var bands = new AdaptiveBands(QuantileLevels.standard(), 1);
        double[] state = new double[bands.stateSize()];
        var random = new Random(1);
        for (int step = 0; step < 500; step++) {
            learn(bands, state, row(0, 1), row(0, 1), random.nextInt(10) == 0 ? 100 : -1);
        }
        float[] moved = row(5, 0.3);

        apply(bands, state, moved);

        assertThat(moved[QuantileLevels.MEDIAN]).isEqualTo(5);
        assertThat(moved).isSorted();
    }

    @Test
    void nothingMovesBeforeAnythingWasLearnt() {
        var bands = new AdaptiveBands(QuantileLevels.standard(), 1);
        float[] moved = row(5, 0.3);

        apply(bands, new double[bands.stateSize()], moved);

        assertThat(moved).containsExactly(row(5, 0.3));
    }

    /** Errors alike from hour to hour, of which each is known two days after the forecast that it is learnt for. */
    @Test
    void bandsHoldWhatTheyPromiseAlsoWhereObservationsComeLate() {
        var bands = new AdaptiveBands(QuantileLevels.standard(), 1);
        double[] state = new double[bands.stateSize()];
        var random = new Random(23);
        float[][] issued = new float[STEPS][];
        double[] observed = new double[STEPS];
        double[] held = new double[3];
        double error = 0;
        for (int step = 0; step < STEPS; step++) {
            issued[step] = row(100, 0.6);
            apply(bands, state, issued[step]);
            error = 0.97 * error + Math.sqrt(1 - 0.97 * 0.97) * random.nextGaussian();
            observed[step] = 100 + error;
            for (int band = 0; band < 3 && step >= LEARNING; band++) {
                boolean isInside = observed[step] >= issued[step][2 - band] && observed[step] <= issued[step][4 + band];
                held[band] += isInside ? 1.0 / (STEPS - LEARNING) : 0;
            }
            if (step >= 48) {
                learn(bands, state, row(100, 0.6), issued[step - 48], observed[step - 48]);
            }
        }

        assertHeld(held, 0.02);
    }

    @Test
    void severalForecastsOfOneSlotAreOneStep() {
        var bands = new AdaptiveBands(QuantileLevels.standard(), 1);
        double[] once = new double[bands.stateSize()];
        double[] thrice = new double[bands.stateSize()];
        float[] row = row(0, 1);

        bands.learn(once, new float[][] {row}, new float[][] {row}, new int[] {0}, 1, 3);
        float[][] rows = {row, row, row};
        bands.learn(thrice, rows, rows, new int[] {0, 0, 0}, 3, 3);

        for (int i = 0; i < once.length; i++) {
            assertThat(thrice[i]).isCloseTo(once[i], within(1e-12));
        }
    }

    @Test
    void aQuarterOfAnHourMovesBandsAQuarterAsFar() {
        double[] hour = thresholdsAfterOneStep(1);
        double[] quarter = thresholdsAfterOneStep(0.25);

        assertThat(hour[0]).isPositive();
        for (int level = 0; level < hour.length; level++) {
            assertThat(quarter[level]).isCloseTo(hour[level] / 4, within(1e-12));
        }
    }

    private static double[] thresholdsAfterOneStep(double hours) {
        var bands = new AdaptiveBands(QuantileLevels.standard(), hours);
        double[] state = new double[bands.stateSize()];
        double[] thresholds = new double[NORMAL.length];
        learn(bands, state, row(0, 1), row(0, 1), 3);
        bands.thresholds(state, thresholds);
        return thresholds;
    }

    private static void assertHeld(double[] held, double tolerance) {
        assertThat(held[0]).as("50 %% band").isCloseTo(0.5, within(tolerance));
        assertThat(held[1]).as("80 %% band").isCloseTo(0.8, within(tolerance));
        assertThat(held[2]).as("90 %% band").isCloseTo(0.9, within(tolerance));
    }

    /** Shares of a year, its first weeks apart, that the 50, 80 and 90 % bands held. */
    private static double[] coverage(double claimed, IntToDoubleFunction deviation) {
        var bands = new AdaptiveBands(QuantileLevels.standard(), 1);
        double[] state = new double[bands.stateSize()];
        var random = new Random(7);
        double[] held = new double[3];
        for (int step = 0; step < STEPS; step++) {
            float[] raw = row(100, claimed);
            float[] moved = raw.clone();
            apply(bands, state, moved);
            double observed = 100 + deviation.applyAsDouble(step) * random.nextGaussian();
            for (int band = 0; band < 3 && step >= LEARNING; band++) {
                int lower = 2 - band;
                boolean isInside = observed >= moved[lower] && observed <= moved[6 - lower];
                held[band] += isInside ? 1.0 / (STEPS - LEARNING) : 0;
            }
            learn(bands, state, raw, moved, observed);
        }
        return held;
    }

    private static void apply(AdaptiveBands bands, double[] state, float[] quantiles) {
        double[] moves = new double[quantiles.length];
        bands.thresholds(state, moves);
        bands.apply(state, moves, quantiles, 0);
    }

    private static void learn(AdaptiveBands bands, double[] state, float[] quantiles, float[] issued, double observed) {
        bands.learn(state, new float[][] {quantiles}, new float[][] {issued}, new int[] {0}, 1, observed);
    }

    private static float[] row(double median, double deviation) {
        float[] row = new float[NORMAL.length];
        for (int level = 0; level < row.length; level++) {
            row[level] = (float) (median + deviation * NORMAL[level]);
        }
        return row;
    }
}
