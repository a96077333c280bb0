package io.gridcast.topology.time;

import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.registry.RegistryException;
import io.gridcast.state.StoreDefinition;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.flow.Route;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Runs a {@link TimedStep} in one task. */
final class TimedProcessor implements Processor<Route, byte[], Route, byte[]> {
    private static final byte[] NO_KEY = new byte[0];

    private final TimedStep step;
    private ProcessorContext<Route, byte[]> context;
    private TimeOrder time;
    private TaskLogic logic;
    private @Nullable FastLogic fast;
    private Outbox outbox;
    private int partition;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process
    TimedProcessor(TimedStep step) {
        this.step = step;
    }

    @Override
    public void init(ProcessorContext<Route, byte[]> context) {
        this.context = context;
        partition = context.taskId().partition();
        String origin = TimedStep.origin(step.name(), partition);
        outbox = new Outbox(context, step.codecs(), origin, step.maxRecordBytes());
        time = new TimeOrder(
                step.origins().expectedBy(partition),
                context.getStateStore(step.collected().name()),
                context.getStateStore(step.progress().name()));
        logic = step.logic().open(new OpenTask(partition, origin, context, outbox));
        fast = logic instanceof FastLogic takesAtOnce ? takesAtOnce : null;
    }

    @Override
    public void process(Record<Route, byte[]> record) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        if (Ticks.isTick(record.headers())) {
            String origin = Origins.of(from.topic(), Ticks.origin(record.headers()));
            if (fast != null && from.topic().equals(fast.fastTopic())) {
                fast.hear(record.timestamp(), Ticks.nextMs(record.headers()));
            }
            time.tick(origin, record.timestamp(), this::apply, this::advance);
        } else if (fast != null && from.topic().equals(fast.fastTopic())) {
            byte[] key = record.key() == null ? null : record.key().key();
            fast.take(new KnownRecord(
                    from.topic(),
                    Ticks.CLOCK,
                    key,
                    record.value(),
                    record.timestamp(),
                    record.timestamp(),
                    from.partition(),
                    from.offset()));
        } else {
            time.collect(waiting(record, from));
        }
    }

    private Waiting waiting(Record<Route, byte[]> record, RecordMetadata from) {
        Header named = record.headers().lastHeader(Origins.ORIGIN);
        String origin = step.origins()
                .originOf(
                        from.topic(),
                        partition,
                        named == null ? null : new String(named.value(), StandardCharsets.UTF_8));
        String broadcastFrom = Origins.topicOf(origin);
        byte[] key = record.key() == null ? null : record.key().key();
        return new Waiting(
                0,
                Waiting.NOT_YET,
                origin,
                broadcastFrom == null ? from.topic() : broadcastFrom,
                key == null ? NO_KEY : key,
                record.value(),
                record.timestamp(),
                from.partition(),
                from.offset());
    }

    private void apply(Waiting waiting) {
        KnownRecord record = waiting.toKnownRecord();
        try {
            logic.apply(record);
        } catch (RegistryException | KafkaException notTheRecordsFault) {
            throw notTheRecordsFault;
        } catch (RuntimeException cause) {
            outbox.deadLetter(record, step.name(), cause);
        }
    }

    private void advance(long tickMs) {
        logic.tick(tickMs);
        for (TickTarget target : step.ticksTo()) {
            outbox.tick(target.destination(), target.everyPartition() ? Route.EVERY_PARTITION : partition, tickMs);
        }
    }

    private record OpenTask(int partition, String origin, ProcessorContext<Route, byte[]> context, Outbox outbox)
            implements Task {
        @Override
        public <S extends StateStore> S store(StoreDefinition<S> definition) {
            return context.getStateStore(definition.name());
        }
    }
}
