package io.gridcast.topology.time;

import io.gridcast.state.StoreDefinition;
import io.gridcast.topology.flow.Outbox;
import org.apache.kafka.streams.processor.StateStore;

/** What a task's logic is given: its partition, its stores, and a way to send. */
public interface Task {
    /** The partition of the inputs that this task reads. */
    int partition();

    /** The name under which it passes ticks on, such as {@code series-sums-3}. */
    String origin();

    /** One of the stores that its step declared. */
    <S extends StateStore> S store(StoreDefinition<S> definition);

    /** Where what it makes goes. */
    Outbox outbox();
}
