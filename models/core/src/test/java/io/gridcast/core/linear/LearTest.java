package io.gridcast.core.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.history.Window;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearTest {
    private static final int HOURS = MadeUpPrices.HOURS;
    private static final long HOUR_MS = MadeUpPrices.HOUR_MS;
    private static final int FIRST = MadeUpPrices.FIRST;
    private static final int HISTORY = 500;

    private final MadeUpPrices made = new MadeUpPrices();
    private final LocalDays days = made.days;
    private final Window price = made.price;
    private final Window outlook = made.outlook;
    private final double[] truth = made.truth;

    @Test
    void learnsHowPricesFollowTheOutlookAndTheDayBefore() {
        int day = FIRST + HISTORY;
        made.fill(day, 0.5);

        List<LearFit> fits = new Lear(days, price, List.of(outlook)).forecast(day);

        assertThat(fits).extracting(LearFit::spanDays).containsExactly(56, 84, 182, 364, 728);
        for (LearFit fit : fits.subList(2, 5)) {
            assertThat(error(fit)).as("%d days", fit.spanDays()).isLessThan(0.8);
        }
    }

    @Test
    void doesWithoutAnOutlookThatIsNotThere() {
        int day = FIRST + HISTORY;
        made.fill(day, 0.5);
        outlook.put(days.startMs(day) + 5 * HOUR_MS, days.startMs(day) + 6 * HOUR_MS, Float.NaN);

        List<LearFit> fits = new Lear(days, price, List.of(outlook)).forecast(day);

        assertThat(error(fits.get(3))).isBetween(2.0, 20.0);
    }

    /** An outlook far beyond all that was seen gives the highest price that was seen at that hour, not its exponential. */
    @Test
    void staysWithinWhatTheWindowHasSeen() {
        int day = FIRST + HISTORY;
        made.fill(day, 0.5);
        for (int hour = 0; hour < HOURS; hour++) {
            long atMs = days.startMs(day) + hour * HOUR_MS;
            outlook.put(atMs, atMs + HOUR_MS, 20_000);
        }

        for (LearFit fit : new Lear(days, price, List.of(outlook)).forecast(day)) {
            float[] quantiles = forecast(fit);
            for (int hour = 0; hour < HOURS; hour++) {
                float highest = 0;
                for (int then = day - fit.spanDays(); then < day; then++) {
                    long atMs = days.startMs(then) + hour * HOUR_MS;
                    float seen = price.mean(atMs, atMs + HOUR_MS);
                    highest = seen > highest ? seen : highest;
                }
                float median = quantiles[hour * QuantileLevels.COUNT + QuantileLevels.MEDIAN];
                assertThat(median).isLessThanOrEqualTo(highest * 1.0001f);
            }
        }
    }

    @Test
    void saysNothingWithoutThePricesOfTheDayBefore() {
        int day = FIRST + HISTORY;
        made.fill(day, 0.5);

        assertThat(new Lear(days, price, List.of(outlook)).forecast(day + 2)).isEmpty();
    }

    @Test
    void saysNothingAfterAFewDays() {
        made.fill(FIRST + 40, 0.5);

        assertThat(new Lear(days, price, List.of(outlook)).forecast(FIRST + 40)).isEmpty();
    }

    @Test
    void aClockChangeLeavesNoGap() {
        int springForward = (int) LocalDate.parse("2023-03-26").toEpochDay();
        made.fill(springForward + 1, 0.5);

        List<LearFit> fits = new Lear(days, price, List.of(outlook)).forecast(springForward + 1);

        assertThat(error(fits.get(3))).isLessThan(0.8);
    }

    @Test
    void bandsHoldMostOfWhatThenHappens() {
        int inside = 0;
        int all = 0;
        for (int day = FIRST + 300; day < FIRST + 320; day++) {
            made.fill(day, 1.5);
            float[] quantiles = forecast(
                    new Lear(days, price, List.of(outlook)).forecast(day).get(3));
            for (int hour = 0; hour < HOURS; hour++, all++) {
                int row = hour * QuantileLevels.COUNT;
                inside += truth[hour] >= quantiles[row] && truth[hour] <= quantiles[row + 6] ? 1 : 0;
            }
        }

        assertThat(inside / (double) all).isCloseTo(0.9, within(0.07));
    }

    @Test
    void theSameWindowsGiveTheSameBits() {
        int day = FIRST + HISTORY;
        made.fill(day, 0.5);

        float[] once =
                forecast(new Lear(days, price, List.of(outlook)).forecast(day).get(3));
        float[] twice =
                forecast(new Lear(days, price, List.of(outlook)).forecast(day).get(3));

        assertThat(once).containsExactly(twice);
    }

    private double error(LearFit fit) {
        float[] quantiles = forecast(fit);
        double sum = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            sum += Math.abs(quantiles[hour * QuantileLevels.COUNT + QuantileLevels.MEDIAN] - truth[hour]) / HOURS;
        }
        return sum;
    }

    private static float[] forecast(LearFit fit) {
        float[] quantiles = new float[HOURS * QuantileLevels.COUNT];
        fit.forecast(quantiles);
        return quantiles;
    }
}
