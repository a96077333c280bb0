package io.gridcast.topology.time;

import io.gridcast.core.check.Checks;
import io.gridcast.state.Ledger;
import io.gridcast.state.StoreDefinition;
import io.gridcast.state.TextKeyed;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.flow.Route;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A node that merges several partitions in time order: it collects, applies, acts on ticks and passes them on.
 *
 * @param name verb and noun; stores and ticks are named after it
 * @param origins from whom it must have heard before time moves
 * @param ticksTo where its ticks go
 * @param logicStores what its logic uses, besides what time order itself needs
 * @param codecs encoders and decoders
 * @param maxRecordBytes largest record that it may send
 * @param logic what it does
 */
public record TimedStep(
        String name,
        Origins origins,
        List<TickTarget> ticksTo,
        List<StoreDefinition<?>> logicStores,
        Codecs codecs,
        int maxRecordBytes,
        TaskLogic.Factory logic)
        implements ProcessorSupplier<Route, byte[], Route, byte[]> {
    public TimedStep {
        Checks.requireText("name", name);
        ticksTo = List.copyOf(ticksTo);
        logicStores = List.copyOf(logicStores);
    }

    @Override
    public Processor<Route, byte[], Route, byte[]> get() {
        return new TimedProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        Set<StoreBuilder<?>> all = new HashSet<>(logicStores);
        all.add(collected());
        all.add(progress());
        return all;
    }

    /** Name under which a task of this step passes ticks on. */
    public static String origin(String step, int partition) {
        return step + "-" + partition;
    }

    StoreDefinition<Ledger<Long, Waiting>> collected() {
        return StoreDefinition.ledger(name + "-collected", Waiting.LAYOUT, Comparator.naturalOrder());
    }

    StoreDefinition<Ledger<String, Long>> progress() {
        return StoreDefinition.ledger(name + "-progress", TextKeyed.LONGS, Comparator.naturalOrder());
    }
}
