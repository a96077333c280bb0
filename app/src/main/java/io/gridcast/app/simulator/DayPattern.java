package io.gridcast.app.simulator;

import io.gridcast.core.calendar.HolidayCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;

/**
 * What kind of a day it is, as shares that sum to 1, and how busy works and shops are on it.
 *
 * @param industry factor on the use of works
 * @param homes factor on the use of homes
 */
record DayPattern(double workday, double saturday, double sunday, double industry, double homes) {
    private static final MonthDay CHRISTMAS_EVE = MonthDay.of(12, 24);
    private static final MonthDay NEW_YEARS_EVE = MonthDay.of(12, 31);
    private static final MonthDay EPIPHANY = MonthDay.of(1, 6);
    private static final MonthDay SUMMER_FROM = MonthDay.of(7, 25);
    private static final MonthDay SUMMER_TO = MonthDay.of(8, 25);

    /** The pattern of a date where these holidays are kept. */
    static DayPattern of(LocalDate date, HolidayCalendar holidays) {
        double kept = holidays.share(date);
        double free = 1 - kept;
        DayOfWeek day = date.getDayOfWeek();
        MonthDay ofYear = MonthDay.from(date);
        double saturday = saturdayShare(date, day, ofYear, holidays);
        double sunday = day == DayOfWeek.SUNDAY ? 1 : 0;
        return new DayPattern(
                free * (1 - saturday - sunday),
                free * saturday,
                free * sunday + kept,
                industry(ofYear),
                isSummer(ofYear) ? 0.95 : 1);
    }

    private static double saturdayShare(LocalDate date, DayOfWeek day, MonthDay ofYear, HolidayCalendar holidays) {
        if (day == DayOfWeek.SUNDAY) {
            return 0;
        }
        if (day == DayOfWeek.SATURDAY || ofYear.equals(CHRISTMAS_EVE) || ofYear.equals(NEW_YEARS_EVE)) {
            return 1;
        }
        boolean bridge = day == DayOfWeek.FRIDAY && holidays.share(date.minusDays(1)) > 0.9
                || day == DayOfWeek.MONDAY && holidays.share(date.plusDays(1)) > 0.9;
        return bridge ? 0.45 : 0;
    }

    private static double industry(MonthDay ofYear) {
        if (!ofYear.isBefore(CHRISTMAS_EVE) || ofYear.isBefore(EPIPHANY)) {
            return 0.8;
        }
        return isSummer(ofYear) ? 0.92 : 1;
    }

    private static boolean isSummer(MonthDay ofYear) {
        return !ofYear.isBefore(SUMMER_FROM) && ofYear.isBefore(SUMMER_TO);
    }
}
