package io.gridcast.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDaysTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    @ParameterizedTest
    @CsvSource({
        "Europe/Madrid, 2017-03-26, 23",
        "Europe/Madrid, 2017-10-29, 25",
        "Europe/Madrid, 2017-10-30, 24",
        "Australia/Melbourne, 2013-10-06, 23",
        "Australia/Melbourne, 2013-04-07, 25",
        "UTC, 2017-03-26, 24"
    })
    void aDeliveryDayHasAsManyHoursAsTheLocalClock(String zone, LocalDate date, int hours) {
        var day = new DeliveryDay(date, ZoneId.of(zone));

        assertThat(day.slots(Duration.ofHours(1))).isEqualTo(hours);
        assertThat(day.slots(Duration.ofMinutes(15))).isEqualTo(4 * hours);
    }

    @Test
    void theGateClosesAtLocalNoonOnTheDayBefore() {
        var day = new DeliveryDay(LocalDate.of(2017, 7, 1), MADRID);

        assertThat(day.gateClosure(LocalTime.NOON)).isEqualTo(Instant.parse("2017-06-30T10:00:00Z"));
    }

    @Test
    void aDayBeforeIsTheSameTimeOnTheLocalClockAcrossAClockChange() {
        var days = new LocalDays(MADRID, "ES");
        long sundayNoon = Instant.parse("2017-03-26T10:00:00Z").toEpochMilli();

        assertThat(days.daysBefore(sundayNoon, 1))
                .isEqualTo(Instant.parse("2017-03-25T11:00:00Z").toEpochMilli());
        assertThat(days.minuteOfDay(sundayNoon)).isEqualTo(12 * 60);
    }

    @Test
    void aHolidayIsLikeASunday() {
        var days = new LocalDays(MADRID, "ES");
        int epiphany = (int) LocalDate.of(2017, 1, 6).toEpochDay();

        assertThat(LocalDays.weekday(epiphany)).isEqualTo(4);
        assertThat(days.likeWeekday(epiphany)).isEqualTo(LocalDays.SUNDAY);
    }

    @Test
    void aDayThatSomePartsOfACountryKeepHasTheirShare() {
        var spain = HolidayCalendar.of("ES");

        assertThat(spain.share(LocalDate.of(2017, 12, 25))).isEqualTo(1);
        assertThat(spain.share(LocalDate.of(2017, 4, 17))).isBetween(0.1f, 0.9f);
        assertThat(spain.share(LocalDate.of(2017, 6, 7))).isZero();
        assertThat(HolidayCalendar.of("AU-VIC").share(LocalDate.of(2017, 11, 7)))
                .isEqualTo(1);
        assertThat(HolidayCalendar.of("").share(LocalDate.of(2017, 12, 25))).isZero();
    }

    @Test
    void anUnknownRegionIsNamed() {
        assertThatThrownBy(() -> HolidayCalendar.of("AU-XX"))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("au-xx")
                .hasMessageContaining("vic");
    }
}
