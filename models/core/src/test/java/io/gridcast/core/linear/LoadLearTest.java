package io.gridcast.core.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.history.ChannelKey;
import io.gridcast.core.history.HeapBlocks;
import io.gridcast.core.history.Window;
import io.gridcast.core.history.Windows;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoadLearTest {
    private static final long HOUR_MS = 3_600_000L;
    private static final int FIRST = (int) LocalDate.parse("2022-01-01").toEpochDay();

    private final LocalDays days = new LocalDays(ZoneId.of("Europe/Madrid"), "ES");
    private final Windows windows = new Windows(new HeapBlocks());
    private final Window load = windows.of(ChannelKey.series("ES", "load"));
    private final Window outlook = windows.of(ChannelKey.zone("ES", "outlook.load_forecast_mw"));
    private final Window temperature = windows.of(ChannelKey.zone("ES", "weather.observed.temperature_c"));
    private final Window radiation = windows.of(ChannelKey.zone("ES", "weather.forecast.irradiance_wm2"));
    private final double[] truth = new double[LoadLear.HOURS];

    @Test
    void putsTheOutlookRightWhereItIsWrongInTheSameWayEachDay() {
        long fromMs = tenOClock(FIRST + 300);
        fill(fromMs, true);

        float[] forecast = forecast(fromMs);

        assertThat(error(forecast)).isLessThan(15);
        assertThat(errorOfOutlook(fromMs)).isGreaterThan(40);
    }

    @Test
    void doesWithoutAnOutlook() {
        long fromMs = tenOClock(FIRST + 300);
        fill(fromMs, false);

        assertThat(error(forecast(fromMs))).isLessThan(40);
    }

    @Test
    void doesWithAnOutlookOfTomorrowAlone() {
        long fromMs = tenOClock(FIRST + 300);
        fill(fromMs, true);
        outlook.put(days.startMs(FIRST + 302), fromMs + LoadLear.HOURS * HOUR_MS, Float.NaN);

        assertThat(error(forecast(fromMs))).isLessThan(40);
    }

    @Test
    void knowsTheSunThatIsForecast() {
        long fromMs = tenOClock(FIRST + 300);
        fill(fromMs, false);
        shine(fromMs);
        double known = error(forecast(fromMs));

        radiation.put(days.startMs(FIRST), fromMs + LoadLear.HOURS * HOUR_MS, Float.NaN);

        assertThat(known).isLessThan(0.6 * error(forecast(fromMs)));
    }

    /** Where a glimmer is all that tells of clouds, a line through it, prolonged to a real sun, would tell of a million storms. */
    @Test
    void aFirstSunAtAnHourThatWasAlwaysDarkIsNotTakenForAStorm() {
        long fromMs = tenOClock(FIRST + 300);
        fill(fromMs, false);
        shine(fromMs);
        for (int day = FIRST; day < FIRST + 304; day++) {
            float clear = radiation.at(days.startMs(day) + 12 * HOUR_MS) / 1000;
            radiation.put(days.startMs(day), days.startMs(day + 1), 0);
            radiation.put(days.startMs(day), days.startMs(day) + 3 * HOUR_MS, 0.001f * clear);
        }
        double told = error(forecast(fromMs));
        radiation.put(days.startMs(FIRST + 301), days.startMs(FIRST + 301) + 3 * HOUR_MS, 30);
        radiation.put(days.startMs(FIRST + 302), days.startMs(FIRST + 302) + 3 * HOUR_MS, 30);

        double surprised = error(forecast(fromMs));

        assertThat(surprised).isGreaterThan(told).isLessThan(1000);
    }

    @Test
    void doesWithWeatherOfTomorrowAlone() {
        long fromMs = tenOClock(FIRST + 300);
        fill(fromMs, true);
        shine(fromMs);
        radiation.put(days.startMs(FIRST + 302), fromMs + LoadLear.HOURS * HOUR_MS, Float.NaN);

        assertThat(error(forecast(fromMs))).isFinite();
    }

    /** Clouds that change from day to day, and roofs that take what they leave of the sun from the load; all of it forecast. */
    private void shine(long untilMs) {
        var random = new Random(12);
        for (int day = FIRST; day < FIRST + 304; day++) {
            double clear = random.nextDouble();
            for (long atMs = days.startMs(day); atMs < days.startMs(day + 1); atMs += HOUR_MS) {
                int hour = days.minuteOfDay(atMs) / 60;
                double sun = clear * 1000 * Math.max(0, Math.sin((hour - 6) * Math.PI / 12));
                radiation.put(atMs, atMs + HOUR_MS, (float) sun);
                load.put(atMs, atMs + HOUR_MS, load.at(atMs) - (float) sun);
                if (atMs >= untilMs && atMs < untilMs + LoadLear.HOURS * HOUR_MS) {
                    truth[(int) ((atMs - untilMs) / HOUR_MS)] -= sun;
                }
            }
        }
    }

    @Test
    void aMissingHourDoesLittleHarm() {
        long fromMs = tenOClock(FIRST + 300);
        fill(fromMs, true);
        load.put(fromMs - 5 * HOUR_MS, fromMs - 4 * HOUR_MS, Float.NaN);
        load.put(fromMs - 100 * HOUR_MS, fromMs - 98 * HOUR_MS, Float.NaN);

        assertThat(error(forecast(fromMs))).isLessThan(15);
    }

    @Test
    void saysNothingAfterAFewWeeks() {
        long fromMs = tenOClock(FIRST + 45);
        fill(fromMs, true);

        assertThat(lear().forecast(fromMs, new float[LoadLear.HOURS * QuantileLevels.COUNT]))
                .isFalse();
    }

    @Test
    void aClockChangeLeavesNoGap() {
        for (String day : new String[] {"2022-10-29", "2022-10-30", "2022-10-31", "2022-11-01"}) {
            long fromMs = tenOClock((int) LocalDate.parse(day).toEpochDay());
            fill(fromMs, true);

            assertThat(error(forecast(fromMs))).as(day).isLessThan(25);
        }
    }

    @Test
    void bandsHoldMostOfWhatThenHappens() {
        int inside = 0;
        int all = 0;
        for (int day = FIRST + 200; day < FIRST + 215; day++) {
            fill(tenOClock(day), true);
            float[] quantiles = forecast(tenOClock(day));
            for (int hour = 0; hour < LoadLear.HOURS; hour++, all++) {
                int row = hour * QuantileLevels.COUNT;
                inside += truth[hour] >= quantiles[row] && truth[hour] <= quantiles[row + 6] ? 1 : 0;
            }
        }

        assertThat(inside / (double) all).isCloseTo(0.9, within(0.08));
    }

    @Test
    void theSameWindowsGiveTheSameBits() {
        long fromMs = tenOClock(FIRST + 200);
        fill(fromMs, true);

        assertThat(forecast(fromMs)).containsExactly(forecast(fromMs));
    }

    private LoadLear lear() {
        return new LoadLear(days, load, outlook, temperature, List.of(radiation));
    }

    private float[] forecast(long fromMs) {
        float[] quantiles = new float[LoadLear.HOURS * QuantileLevels.COUNT];
        assertThat(lear().forecast(fromMs, quantiles)).isTrue();
        return quantiles;
    }

    private long tenOClock(int day) {
        return days.startMs(day) + 10 * HOUR_MS;
    }

    private double error(float[] quantiles) {
        double sum = 0;
        for (int hour = 0; hour < LoadLear.HOURS; hour++) {
            sum += Math.abs(quantiles[hour * QuantileLevels.COUNT + QuantileLevels.MEDIAN] - truth[hour])
                    / LoadLear.HOURS;
        }
        return sum;
    }

    private double errorOfOutlook(long fromMs) {
        double sum = 0;
        for (int hour = 0; hour < LoadLear.HOURS; hour++) {
            sum += Math.abs(outlook.at(fromMs + hour * HOUR_MS) - truth[hour]) / LoadLear.HOURS;
        }
        return sum;
    }

    /** Loads of days and weeks; an outlook that is too low in the evening and too high at night; what comes goes to {@link #truth}. */
    private void fill(long untilMs, boolean withOutlook) {
        var random = new Random(11);
        double weather = 0;
        for (long atMs = days.startMs(FIRST); atMs < untilMs + LoadLear.HOURS * HOUR_MS; atMs += HOUR_MS) {
            int hour = days.minuteOfDay(atMs) / 60;
            weather = 0.97 * weather + 8 * random.nextGaussian();
            double plan = 1000 + 200 * Math.sin(hour / 4.0) - (LocalDays.weekday(days.day(atMs)) > 4 ? 100 : 0);
            double value = plan + weather + 5 * random.nextGaussian();
            boolean isKnown = atMs < untilMs;
            load.put(atMs, atMs + HOUR_MS, isKnown ? (float) value : Float.NaN);
            if (!isKnown) {
                truth[(int) ((atMs - untilMs) / HOUR_MS)] = value;
            }
            double wrong = hour >= 18 ? -80 : hour < 6 ? 60 : 40;
            outlook.put(
                    atMs,
                    atMs + HOUR_MS,
                    withOutlook ? (float) (plan + weather + wrong + 3 * random.nextGaussian()) : Float.NaN);
            temperature.put(atMs, atMs + HOUR_MS, isKnown ? (float) (15 + weather / 10) : Float.NaN);
        }
    }
}
