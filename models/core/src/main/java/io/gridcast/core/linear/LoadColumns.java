package io.gridcast.core.linear;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.Window;
import java.util.ArrayList;
import java.util.List;

/** What explains the load of the next hours, as it was known at one time of the local clock on each of many days. */
final class LoadColumns {
    private static final int HOURS = LoadLear.HOURS;
    private static final int LAST_HOURS = 24;
    private static final int WEEK_HOURS = 168;
    private static final int WEEKDAYS = 7;
    private static final int DAYS_AHEAD = HOURS / 24;
    private static final long HOUR_MS = 3_600_000L;
    private static final int BLOCK_HOURS = 3;
    private static final int BLOCKS = HOURS / BLOCK_HOURS;
    private static final double COLD_BELOW_C = 15;
    private static final double HOT_ABOVE_C = 18;

    private final LocalDays days;
    private final long fromMs;
    private final long firstMs;
    private final double[] observed;
    private final double[] loads;
    private final double[] outlooks;
    private final double[] temperatures;
    private final List<double[]> weather = new ArrayList<>();
    private final List<boolean[]> hasWeather = new ArrayList<>();
    private final boolean[] hasOutlook = new boolean[HOURS];
    private final boolean hasErrors;
    private final boolean hasTemperature;
    private final int count;
    private final int weatherFrom;

    /** Reads what is known of the hours from {@code longestDays} and a bit before {@code fromMs} to {@link LoadLear#HOURS} after it. */
    LoadColumns(
            LocalDays days,
            Window load,
            Window outlook,
            Window temperature,
            List<Window> forecasts,
            long fromMs,
            int longestDays) {
        this.days = days;
        this.fromMs = fromMs;
        int hoursBefore = (longestDays + DAYS_AHEAD + 1) * 24 + WEEK_HOURS;
        firstMs = fromMs - hoursBefore * HOUR_MS;
        observed = hourly(load, hoursBefore);
        outlooks = hourly(outlook, hoursBefore + HOURS);
        loads = filledIn();
        temperatures = hourly(temperature, hoursBefore);
        int known = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            hasOutlook[hour] = !Double.isNaN(outlooks[hoursBefore + hour]);
            known += hasOutlook[hour] ? 1 : 0;
        }
        hasErrors = known > 0;
        hasTemperature = !Double.isNaN(mean(temperatures, at(fromMs), LAST_HOURS));
        int blocks = 0;
        for (Window forecast : forecasts) {
            blocks += expect(hourly(forecast, hoursBefore + HOURS), hoursBefore);
        }
        count = LAST_HOURS * (hasErrors ? 2 : 1)
                + HOURS
                + known
                + WEEKDAYS
                + 3 * DAYS_AHEAD
                + (hasTemperature ? 4 : 0)
                + blocks;
        weatherFrom = count - blocks;
    }

    /** Takes a forecast of weather in, where it reaches; returns how many columns it gives. */
    private int expect(double[] forecast, int origin) {
        boolean[] reaches = new boolean[BLOCKS];
        int blocks = 0;
        for (int block = 0; block < BLOCKS; block++) {
            reaches[block] = !Double.isNaN(change(forecast, origin, block));
            blocks += reaches[block] ? 1 : 0;
        }
        if (blocks > 0) {
            weather.add(forecast);
            hasWeather.add(reaches);
        }
        return blocks;
    }

    /** How weather differs from that of the week before, over some hours: what a load differs by, too. */
    private static double change(double[] forecast, int origin, int block) {
        int until = origin + (block + 1) * BLOCK_HOURS;
        return mean(forecast, until, BLOCK_HOURS) - mean(forecast, until - WEEK_HOURS, BLOCK_HOURS);
    }

    /** Loads with a gap filled in by the outlook, or else by the week before: a missing hour should not silence a day. */
    private double[] filledIn() {
        double[] filled = observed.clone();
        for (int i = 0; i < filled.length; i++) {
            if (Double.isNaN(filled[i])) {
                boolean hasWeekBefore = i >= WEEK_HOURS;
                filled[i] = Double.isNaN(outlooks[i]) && hasWeekBefore ? filled[i - WEEK_HOURS] : outlooks[i];
            }
        }
        return filled;
    }

    private double[] hourly(Window window, int hours) {
        double[] values = new double[hours];
        for (int i = 0; i < hours; i++) {
            values[i] = window.mean(firstMs + i * HOUR_MS, firstMs + (i + 1) * HOUR_MS);
        }
        return values;
    }

    int count() {
        return count;
    }

    /** The first column of weather that is forecast; those behind it are such, too. */
    int weatherFrom() {
        return weatherFrom;
    }

    /** Fills in the columns of so many days ago; false where one of them is missing. */
    boolean fill(int daysAgo, double[] into) {
        long originMs = days.daysBefore(fromMs, daysAgo);
        int origin = at(originMs);
        int to = 0;
        for (int hour = 1; hour <= LAST_HOURS; hour++) {
            into[to++] = loads[origin - hour];
            if (hasErrors) {
                into[to++] = loads[origin - hour] - outlooks[origin - hour];
            }
        }
        for (int hour = 0; hour < HOURS; hour++) {
            into[to++] = loads[origin + hour - WEEK_HOURS];
            if (hasOutlook[hour]) {
                into[to++] = outlooks[origin + hour];
            }
        }
        to = calendar(days.day(originMs), into, to);
        if (hasTemperature) {
            double dayMean = mean(temperatures, origin, LAST_HOURS);
            into[to++] = dayMean;
            into[to++] = Math.max(0, COLD_BELOW_C - dayMean);
            into[to++] = Math.max(0, dayMean - HOT_ABOVE_C);
            into[to++] = mean(temperatures, origin, 3) - mean(temperatures, origin - LAST_HOURS, 3);
        }
        for (int each = 0; each < weather.size(); each++) {
            for (int block = 0; block < BLOCKS; block++) {
                if (hasWeather.get(each)[block]) {
                    into[to++] = change(weather.get(each), origin, block);
                }
            }
        }
        for (int i = 0; i < to; i++) {
            if (Double.isNaN(into[i])) {
                return false;
            }
        }
        return true;
    }

    private int calendar(int day, double[] into, int from) {
        int to = from;
        int weekday = LocalDays.weekday(day);
        for (int each = 0; each < WEEKDAYS; each++) {
            into[to++] = each == weekday ? 1 : 0;
        }
        for (int ahead = 0; ahead < DAYS_AHEAD; ahead++) {
            into[to++] = days.holidayShare(day + ahead);
            into[to++] = days.holidayShare(day + ahead - WEEKDAYS);
            into[to++] = days.isBridge(day + ahead) ? 1 : 0;
        }
        return to;
    }

    /** What the load of each hour was beyond {@link #base}; false where one of them is missing. */
    boolean response(int daysAgo, double[] into) {
        int origin = at(days.daysBefore(fromMs, daysAgo));
        if (origin + HOURS > observed.length) {
            return false; // a clock change has made one of these days shorter
        }
        for (int hour = 0; hour < HOURS; hour++) {
            into[hour] = observed[origin + hour] - base(origin, hasOutlook[hour], hour);
            if (Double.isNaN(into[hour])) {
                return false;
            }
        }
        return true;
    }

    /** The outlook of an hour after so many days ago, or the load a week before it where none is known now. */
    double base(int daysAgo, int hour) {
        return base(at(days.daysBefore(fromMs, daysAgo)), hasOutlook[hour], hour);
    }

    private double base(int origin, boolean byOutlook, int hour) {
        return byOutlook ? outlooks[origin + hour] : loads[origin + hour - WEEK_HOURS];
    }

    private int at(long atMs) {
        return (int) ((atMs - firstMs) / HOUR_MS);
    }

    /** Mean of so many hours up to one; missing ones do not count. */
    private static double mean(double[] values, int until, int hours) {
        double sum = 0;
        int known = 0;
        for (int i = until - hours; i < until; i++) {
            if (!Double.isNaN(values[i])) {
                sum += values[i];
                known++;
            }
        }
        return known == 0 ? Double.NaN : sum / known;
    }
}
