package io.gridcast.app.simulator;

import io.gridcast.training.feed.TimedEvent;
import java.util.List;

/** One feed of the country; a pure function of time, so it can be asked for any stretch, in any order. */
interface EventSource {
    /** Adds all that becomes known from {@code fromMs} (in) to {@code toMs} (out), in any order that is always the same. */
    void between(long fromMs, long toMs, List<TimedEvent> into);
}
