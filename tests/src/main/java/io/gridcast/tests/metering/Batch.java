package io.gridcast.tests.metering;

import io.gridcast.training.feed.TimedEvent;
import java.util.List;

/**
 * What is sent in front of one tick.
 *
 * @param facts in order; the time of one may be wrong, if its sender's clock is
 * @param unreadable sent behind them
 */
record Batch(List<TimedEvent> facts, List<Unreadable> unreadable) {
    /** A value that holds no reading. */
    record Unreadable(String meterId, byte[] value) {}
}
