package io.gridcast.core.linear;

import io.gridcast.core.calendar.LocalDays;
import java.util.List;

/** The columns that explain a day's prices: all hours of lagged prices and outlooks, tamed, and the day of the week. */
final class LearColumns {
    static final int[] PRICE_LAGS = {1, 2, 3, 7};
    static final int[] OUTLOOK_LAGS = {0, 1, 7};

    private static final int HOURS = HourlyDays.HOURS;
    private static final int WEEKDAYS = 7;

    private final HourlyDays prices;
    private final List<HourlyDays> outlooks;

    LearColumns(HourlyDays prices, List<HourlyDays> outlooks) {
        this.prices = prices;
        this.outlooks = outlooks;
    }

    int count() {
        return HOURS * (PRICE_LAGS.length + OUTLOOK_LAGS.length * outlooks.size()) + WEEKDAYS;
    }

    /** Whether a day has all that these lags reach back to. */
    static boolean areKnown(HourlyDays hours, int day, int[] lags) {
        for (int lag : lags) {
            if (!hours.isWhole(day - lag)) {
                return false;
            }
        }
        return true;
    }

    /** Fills in a day's columns; false where one of them is missing. */
    boolean fill(int day, double[] into) {
        if (!areKnown(prices, day, PRICE_LAGS)) {
            return false;
        }
        int to = 0;
        for (int lag : PRICE_LAGS) {
            prices.copy(day - lag, into, to);
            to += HOURS;
        }
        for (HourlyDays outlook : outlooks) {
            if (!areKnown(outlook, day, OUTLOOK_LAGS)) {
                return false;
            }
            for (int lag : OUTLOOK_LAGS) {
                outlook.copy(day - lag, into, to);
                to += HOURS;
            }
        }
        int weekday = LocalDays.weekday(day);
        for (int each = 0; each < WEEKDAYS; each++) {
            into[to++] = each == weekday ? 1 : 0;
        }
        return true;
    }
}
