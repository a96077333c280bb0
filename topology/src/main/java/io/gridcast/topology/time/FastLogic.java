package io.gridcast.topology.time;

import java.util.OptionalLong;

/**
 * A logic that takes the records of one of its topics at once, in the order of their partition, and not in time order with the
 * others. Ticks of that topic still count: time moves when they and those of all others have come.
 */
public interface FastLogic extends TaskLogic {
    /** The topic whose records go to {@link #take}. */
    String fastTopic();

    /**
     * Hears a tick of that topic, before time moves by it.
     *
     * @param nextMs the earliest time of the next tick, where the clock says so
     */
    void hear(long tickMs, OptionalLong nextMs);

    /** Takes a record of that topic; sets it aside by itself where it cannot be used. */
    void take(KnownRecord record);
}
