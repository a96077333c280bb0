package io.gridcast.app.replay;

import io.gridcast.training.feed.TimedEvent;
import java.time.Instant;
import java.util.List;

/**
 * One move of time in a replay.
 *
 * @param events what became known since the tick before, in order; sent before the tick
 * @param tick the time that it moves to
 * @param next the time of the tick behind
 */
record Step(List<TimedEvent> events, Instant tick, Instant next) {}
