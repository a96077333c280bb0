package io.gridcast.training.dataset;

import io.gridcast.core.calendar.DeliveryDay;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;

/**
 * When forecasts are issued: load each {@code every}, for {@code horizon}; day-ahead price {@code beforeGate} before the
 * auction's gate closes at {@code gate} of local time, for the next local day. The risk of spikes of a price that is known after its
 * slot at each end of a slot, for {@code spikesWithin}; where that is zero, with the day-ahead price.
 */
public record IssueSchedule(
        Duration every,
        Duration horizon,
        LocalTime gate,
        Duration beforeGate,
        Duration priceResolution,
        Duration spikesWithin) {
    /** The schedule that the engine has unless it is configured otherwise. */
    public static final IssueSchedule DEFAULT = new IssueSchedule(
            Duration.ofHours(1),
            Duration.ofHours(48),
            LocalTime.NOON,
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ZERO);

    /** The same, with a load each so long. */
    public IssueSchedule each(Duration time) {
        return new IssueSchedule(time, horizon, gate, beforeGate, priceResolution, spikesWithin);
    }

    /** The same, with the risk of spikes within so long. */
    public IssueSchedule spikesWithin(Duration window) {
        return new IssueSchedule(every, horizon, gate, beforeGate, priceResolution, window);
    }

    /** The first issue of a series' target at or after {@code at}. */
    public Issue next(Series series, Target target, Instant at) {
        return switch (target) {
            case LOAD -> nextLoad(series, at);
            case PRICE -> nextPrice(series, target, at);
            case SPIKE -> spikesWithin.isZero() ? nextPrice(series, target, at) : nextSlot(series, at);
        };
    }

    private Issue nextSlot(Series series, Instant at) {
        long slotMs = series.resolution().toMillis();
        Instant due = Instant.ofEpochMilli(-Math.floorDiv(-at.toEpochMilli(), slotMs) * slotMs);
        int slots = (int) (spikesWithin.toMillis() / slotMs);
        return new Issue(series, Target.SPIKE, due, due, series.resolution(), slots);
    }

    private Issue nextLoad(Series series, Instant at) {
        long everyMs = every.toMillis();
        long dueMs = -Math.floorDiv(-at.toEpochMilli(), everyMs) * everyMs;
        Instant due = Instant.ofEpochMilli(dueMs);
        int slots = (int) (horizon.toMillis() / series.resolution().toMillis());
        return new Issue(series, Target.LOAD, due, due, series.resolution(), slots);
    }

    private Issue nextPrice(Series series, Target target, Instant at) {
        DeliveryDay day = DeliveryDay.of(at, series.timeZone());
        while (day.gateClosure(gate).minus(beforeGate).isBefore(at)) {
            day = new DeliveryDay(day.date().plusDays(1), day.zone());
        }
        Instant due = day.gateClosure(gate).minus(beforeGate);
        return new Issue(series, target, due, day.start(), priceResolution, day.slots(priceResolution));
    }
}
