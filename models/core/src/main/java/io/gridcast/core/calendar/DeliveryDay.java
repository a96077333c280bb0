package io.gridcast.core.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * One local day whose prices an auction fixes; it has 23, 24 or 25 hours.
 *
 * @param date the local date
 * @param zone where its midnights are
 */
public record DeliveryDay(LocalDate date, ZoneId zone) {
    /** The day after the local date of {@code at}. */
    public static DeliveryDay after(Instant at, ZoneId zone) {
        return new DeliveryDay(at.atZone(zone).toLocalDate().plusDays(1), zone);
    }

    /** The local day that holds {@code at}. */
    public static DeliveryDay of(Instant at, ZoneId zone) {
        return new DeliveryDay(at.atZone(zone).toLocalDate(), zone);
    }

    /** Start of its first slot. */
    public Instant start() {
        return date.atStartOfDay(zone).toInstant();
    }

    /** Start of the day after. */
    public Instant end() {
        return date.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** How many slots it has. */
    public int slots(Duration resolution) {
        return (int) (Duration.between(start(), end()).toMillis() / resolution.toMillis());
    }

    /** When the auction's gate closes, on the local day before, at {@code gate} of local time. */
    public Instant gateClosure(LocalTime gate) {
        return date.minusDays(1).atTime(gate).atZone(zone).toInstant();
    }
}
