package io.gridcast.core.linear;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a zone, hour by hour, to forecast the prices of one delivery day.
 *
 * @param prices day-ahead prices before the day
 * @param outlooks those that are known for all hours that the forecast needs, the day's own included
 */
record PriceDays(HourlyDays prices, List<HourlyDays> outlooks) {
    PriceDays {
        outlooks = List.copyOf(outlooks);
    }

    /**
     * Reads it as it is known now.
     *
     * @param first the first day that is read, counted from 1970-01-01
     * @param day the delivery day
     * @return empty where a price of the days before is missing
     */
    static Optional<PriceDays> read(LocalDays days, Window price, List<Window> outlooks, int first, int day) {
        var prices = new HourlyDays(days, price, first, day - 1);
        if (!LearColumns.areKnown(prices, day, LearColumns.PRICE_LAGS)) {
            return Optional.empty();
        }
        List<HourlyDays> known = new ArrayList<>(outlooks.size());
        for (Window outlook : outlooks) {
            var hours = new HourlyDays(days, outlook, first, day);
            if (LearColumns.areKnown(hours, day, LearColumns.OUTLOOK_LAGS)) {
                known.add(hours);
            }
        }
        return Optional.of(new PriceDays(prices, known));
    }

    /** The columns of each day: prices as they were tamed, and outlooks tamed by what they were from {@code first} to {@code last}. */
    LearColumns columns(HourlyDays tamed, int first, int last) {
        return new LearColumns(
                tamed,
                outlooks.stream()
                        .map(outlook -> outlook.tamed(outlook.tamers(first, last)))
                        .toList());
    }
}
