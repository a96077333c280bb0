package io.gridcast.topology.time;

import io.gridcast.serdes.Ticks;
import io.gridcast.topology.flow.Route;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Sends every record and tick of the partitions that it reads to all partitions of a repartition, so that each task there joins
 * them locally. It keeps nothing: the tasks behind it put them in order.
 *
 * @param destination the repartition
 */
public record Broadcast(String destination) implements ProcessorSupplier<Route, byte[], Route, byte[]> {
    @Override
    public Processor<Route, byte[], Route, byte[]> get() {
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<Route, byte[]> record) {
                RecordMetadata from = context().recordMetadata().orElseThrow();
                String origin = Origins.ofPartition(from.topic(), from.partition());
                byte[] key = record.key() == null ? null : record.key().key();
                Route route = new Route(key, destination, Route.EVERY_PARTITION);
                var headers = Ticks.isTick(record.headers())
                        ? Ticks.headers(origin)
                        : new RecordHeaders().add(Origins.ORIGIN, origin.getBytes(StandardCharsets.UTF_8));
                context().forward(new Record<>(route, record.value(), record.timestamp(), headers));
            }
        };
    }
}
