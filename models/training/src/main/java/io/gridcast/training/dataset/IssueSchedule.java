package io.gridcast.training.dataset;

import io.gridcast.core.calendar.DeliveryDay;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;

/**
 * When forecasts are issued: load each {@code every}, for {@code horizon}; day-ahead price {@code beforeGate} before the
 * auction's gate closes at {@code gate} of local time, for the next local day.
 */
public record IssueSchedule(
        Duration every, Duration horizon, LocalTime gate, Duration beforeGate, Duration priceResolution) {
    /** The schedule that the engine has unless it is configured otherwise. */
    public static final IssueSchedule DEFAULT = new IssueSchedule(
            Duration.ofHours(1), Duration.ofHours(48), LocalTime.NOON, Duration.ofHours(1), Duration.ofHours(1));

    /** The first issue of a series' target at or after {@code at}. */
    public Issue next(Series series, Target target, Instant at) {
        return target == Target.LOAD ? nextLoad(series, at) : nextPrice(series, at);
    }

    private Issue nextLoad(Series series, Instant at) {
        long everyMs = every.toMillis();
        long dueMs = -Math.floorDiv(-at.toEpochMilli(), everyMs) * everyMs;
        Instant due = Instant.ofEpochMilli(dueMs);
        int slots = (int) (horizon.toMillis() / series.resolution().toMillis());
        return new Issue(series, Target.LOAD, due, due, series.resolution(), slots);
    }

    private Issue nextPrice(Series series, Instant at) {
        DeliveryDay day = DeliveryDay.of(at, series.timeZone());
        while (day.gateClosure(gate).minus(beforeGate).isBefore(at)) {
            day = new DeliveryDay(day.date().plusDays(1), day.zone());
        }
        Instant due = day.gateClosure(gate).minus(beforeGate);
        return new Issue(series, Target.PRICE, due, day.start(), priceResolution, day.slots(priceResolution));
    }
}
