package io.gridcast.app.replay;

import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a feed into steps: history by the day, then a tick at each availability time and at each one that is due by the engine's own
 * rhythm, and some ticks behind the end, so that the last day is scored.
 *
 * <p>A pure function of the feed and its bounds, so that two replays of the same feed send the same ticks.
 */
final class TickPlan implements Iterator<Step> {
    private static final Duration HISTORY_EVERY = Duration.ofDays(1);
    private static final Duration END_EVERY = Duration.ofHours(1);
    private static final int HOURS_BEHIND = 2;

    private final Iterator<TimedEvent> events;
    private final Instant from;
    private final Instant to;
    private final TickRhythm rhythm;
    private final NavigableSet<Instant> extra;
    private @Nullable TimedEvent ahead;
    private @Nullable Instant nextTick;

    /**
     * @param events in order of availability
     * @param from first instant that forecasts are issued at
     * @param to what becomes known later is left out
     * @param rhythm ticks of the period that are due whatever becomes known
     * @param extra further ticks
     */
    TickPlan(Iterator<TimedEvent> events, Instant from, Instant to, TickRhythm rhythm, List<Instant> extra) {
        this.events = events;
        this.from = from;
        this.to = to;
        this.rhythm = rhythm;
        this.extra = Collections.unmodifiableNavigableSet(new TreeSet<>(extra));
        this.ahead = read();
        this.nextTick = ahead == null ? null : ahead.availableAt();
    }

    /** The last tick of every plan up to {@code to}. */
    static Instant lastTick(Instant to) {
        return TickRhythm.ceiling(to, END_EVERY).plus(END_EVERY.multipliedBy(HOURS_BEHIND));
    }

    @Override
    public boolean hasNext() {
        return nextTick != null;
    }

    @Override
    public Step next() {
        Instant tick = nextTick;
        if (tick == null) {
            throw new NoSuchElementException("the plan has ended");
        }
        List<TimedEvent> known = new ArrayList<>();
        while (ahead != null && !ahead.availableAt().isAfter(tick)) {
            known.add(ahead);
            ahead = read();
        }
        Instant following = following(tick);
        nextTick = tick.isBefore(lastTick(to)) ? following : null;
        return new Step(known, tick, following);
    }

    private Instant following(Instant tick) {
        Instant regular;
        if (tick.isBefore(from)) {
            regular = earlier(TickRhythm.ceiling(tick.plusMillis(1), HISTORY_EVERY), from);
        } else {
            regular = rhythm.following(tick);
            if (ahead != null) {
                regular = earlier(regular, ahead.availableAt());
            }
        }
        Instant inserted = extra.higher(tick);
        return inserted == null ? regular : earlier(regular, inserted);
    }

    private @Nullable TimedEvent read() {
        if (!events.hasNext()) {
            return null;
        }
        TimedEvent event = events.next();
        return event.availableAt().isAfter(to) ? null : event;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
