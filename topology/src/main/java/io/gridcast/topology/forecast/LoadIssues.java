package io.gridcast.topology.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the load of one series is forecast: at each boundary of {@code every}, as soon as the slot that ends there has closed, or when
 * patience has run out. Boundaries that time has jumped over are not made up for: only the newest one counts.
 *
 * @param issuedForMs the newest boundary that a forecast was issued for; {@link Long#MIN_VALUE} for none
 * @param observedUntilMs end of the newest slot observed; {@link Long#MIN_VALUE} for none
 */
record LoadIssues(long issuedForMs, long observedUntilMs) {
    static final LoadIssues NONE = new LoadIssues(Long.MIN_VALUE, Long.MIN_VALUE);

    LoadIssues observed(Instant slotEnd) {
        return slotEnd.toEpochMilli() > observedUntilMs ? new LoadIssues(issuedForMs, slotEnd.toEpochMilli()) : this;
    }

    LoadIssues issuedFor(Instant boundary) {
        return new LoadIssues(boundary.toEpochMilli(), observedUntilMs);
    }

    /** The boundary that a forecast is due for at a tick, if one is. */
    Optional<Instant> dueAt(long tickMs, Duration every, Duration patience) {
        long newest = tickMs - Math.floorMod(tickMs, every.toMillis());
        if (isDue(newest, tickMs, patience)) {
            return Optional.of(Instant.ofEpochMilli(newest));
        }
        return Optional.empty();
    }

    private boolean isDue(long boundaryMs, long tickMs, Duration patience) {
        return boundaryMs > issuedForMs
                && (observedUntilMs >= boundaryMs || tickMs >= boundaryMs + patience.toMillis());
    }
}
