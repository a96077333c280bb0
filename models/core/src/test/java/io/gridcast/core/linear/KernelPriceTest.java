package io.gridcast.core.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.forecast.QuantileLevels;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelPriceTest {
    private static final int HOURS = MadeUpPrices.HOURS;
    private static final int FIRST = MadeUpPrices.FIRST;
    private static final int HISTORY = 500;

    @Test
    void learnsLines() {
        var made = new MadeUpPrices();
        made.fill(FIRST + HISTORY, 0.5);

        assertThat(error(made, FIRST + HISTORY)).isLessThan(1.2);
    }

    /** A price that rises on both sides of the usual outlook, as where wind is curtailed or peakers run: no line can follow. */
    @Test
    void learnsWhatLinesCannotFollow() {
        var made = new MadeUpPrices(outlook -> outlook * outlook / 300, true);
        double ofLines = 0;
        double own = 0;
        for (int day = FIRST + HISTORY; day < FIRST + HISTORY + 5; day++) {
            made.fill(day, 0.5);
            List<LearFit> fits = new Lear(made.days, made.price, List.of(made.outlook)).forecast(day);
            float[] quantiles = new float[HOURS * QuantileLevels.COUNT];
            fits.get(fits.size() - 1).forecast(quantiles);
            ofLines += error(made, quantiles);
            own += error(made, day);
        }

        assertThat(own).isLessThan(0.9 * ofLines);
    }

    @Test
    void saysNothingWithoutThePricesOfTheDayBefore() {
        var made = new MadeUpPrices();
        made.fill(FIRST + HISTORY, 0.5);

        assertThat(kernel(made).forecast(FIRST + HISTORY + 2, quantiles())).isFalse();
    }

    @Test
    void saysNothingAfterAFewDays() {
        var made = new MadeUpPrices();
        made.fill(FIRST + 40, 0.5);

        assertThat(kernel(made).forecast(FIRST + 40, quantiles())).isFalse();
    }

    @Test
    void doesWithoutAnOutlookThatIsNotThereAndOverAClockChange() {
        int springForward = (int) LocalDate.parse("2023-03-26").toEpochDay();
        var made = new MadeUpPrices();
        made.fill(springForward + 1, 0.5);
        long atMs = made.days.startMs(springForward + 1);
        made.outlook.put(atMs, atMs + MadeUpPrices.HOUR_MS, Float.NaN);

        assertThat(error(made, springForward + 1)).isBetween(2.0, 20.0);
    }

    @Test
    void bandsHoldMostOfWhatThenHappens() {
        var made = new MadeUpPrices();
        int inside = 0;
        int all = 0;
        for (int day = FIRST + 300; day < FIRST + 320; day++) {
            made.fill(day, 1.5);
            float[] quantiles = quantiles();
            kernel(made).forecast(day, quantiles);
            for (int hour = 0; hour < HOURS; hour++, all++) {
                int row = hour * QuantileLevels.COUNT;
                inside += made.truth[hour] >= quantiles[row] && made.truth[hour] <= quantiles[row + 6] ? 1 : 0;
            }
        }

        assertThat(inside / (double) all).isCloseTo(0.9, within(0.09));
    }

    @Test
    void theSameWindowsGiveTheSameBits() {
        var made = new MadeUpPrices();
        made.fill(FIRST + HISTORY, 0.5);
        float[] once = quantiles();
        float[] twice = quantiles();
        kernel(made).forecast(FIRST + HISTORY, once);
        kernel(made).forecast(FIRST + HISTORY, twice);

        assertThat(once).containsExactly(twice);
    }

    private static double error(MadeUpPrices made, int day) {
        float[] quantiles = quantiles();
        assertThat(kernel(made).forecast(day, quantiles)).isTrue();
        return error(made, quantiles);
    }

    private static double error(MadeUpPrices made, float[] quantiles) {
        double sum = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            sum += Math.abs(quantiles[hour * QuantileLevels.COUNT + QuantileLevels.MEDIAN] - made.truth[hour]) / HOURS;
        }
        return sum;
    }

    private static KernelPrice kernel(MadeUpPrices made) {
        return new KernelPrice(made.days, made.price, List.of(made.outlook));
    }

    private static float[] quantiles() {
        return new float[HOURS * QuantileLevels.COUNT];
    }
}
