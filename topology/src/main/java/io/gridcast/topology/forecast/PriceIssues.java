package io.gridcast.topology.forecast;

import io.gridcast.core.grid.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When the day-ahead price of one zone is forecast: for the whole next delivery day, once {@code gateLead} before the auction's gate
 * closes, and again when an outlook for that day arrives before the gate.
 *
 * @param issuedForDay the newest delivery day, days since 1970, that a forecast was issued for; {@link Long#MIN_VALUE} for none
 * @param outlookUntilMs the newest instant that outlooks known so far speak of; {@link Long#MIN_VALUE} for none
 * @param hasNewOutlook whether an outlook arrived since the last issue
 */
record PriceIssues(long issuedForDay, long outlookUntilMs, boolean hasNewOutlook) {
    static final PriceIssues NONE = new PriceIssues(Long.MIN_VALUE, Long.MIN_VALUE, false);

    PriceIssues outlook(Instant lastValidAt) {
        return new PriceIssues(issuedForDay, Math.max(outlookUntilMs, lastValidAt.toEpochMilli()), true);
    }

    PriceIssues issuedFor(LocalDate day) {
        return new PriceIssues(day.toEpochDay(), outlookUntilMs, false);
    }

    /** The delivery day that a forecast is due for at a tick, if one is. */
    Optional<LocalDate> dueAt(long tickMs, Series series, LocalTime gateClosure, Duration gateLead) {
        Instant tick = Instant.ofEpochMilli(tickMs);
        ZonedDateTime local = tick.atZone(series.timeZone());
        LocalDate nextDay = local.toLocalDate().plusDays(1);
        Instant gate = local.toLocalDate()
                .atTime(gateClosure)
                .atZone(series.timeZone())
                .toInstant();
        if (tick.isBefore(gate.minus(gateLead)) || !tick.isBefore(gate)) {
            return Optional.empty();
        }
        boolean isFirst = nextDay.toEpochDay() > issuedForDay;
        Instant dayStart = nextDay.atStartOfDay(series.timeZone()).toInstant();
        boolean isRevised = hasNewOutlook && outlookUntilMs >= dayStart.toEpochMilli();
        return isFirst || isRevised ? Optional.of(nextDay) : Optional.empty();
    }
}
