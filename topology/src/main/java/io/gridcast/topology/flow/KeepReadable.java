package io.gridcast.topology.flow;

import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.registry.RegistryException;
import io.gridcast.topology.time.KnownRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Lets ticks and readable records of a topic through, and sets the others aside. It stands before a {@link
 * io.gridcast.topology.time.Broadcast}: behind one, every partition would set the same record aside once more.
 *
 * @param step its name, for dead letters
 * @param partitions how many partitions the topic has
 * @param maxRecordBytes largest record that it may send
 */
public record KeepReadable(String step, Topic<?> topic, Codecs codecs, int partitions, int maxRecordBytes)
        implements ProcessorSupplier<Route, byte[], Route, byte[]> {
    @Override
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process
    public Processor<Route, byte[], Route, byte[]> get() {
        return new Processor<>() {
            private ProcessorContext<Route, byte[]> context;
            private Outbox outbox;

            @Override
            public void init(ProcessorContext<Route, byte[]> context) {
                this.context = context;
                outbox = new Outbox(context, codecs, step, maxRecordBytes);
            }

            @Override
            public void process(Record<Route, byte[]> record) {
                if (Ticks.isTick(record.headers()) || isReadable(record)) {
                    context.forward(record);
                }
            }

            private boolean isReadable(Record<Route, byte[]> record) {
                RecordMetadata from = context.recordMetadata().orElseThrow();
                byte[] key = record.key() == null ? null : record.key().key();
                var known = new KnownRecord(
                        from.topic(),
                        step,
                        key,
                        record.value(),
                        record.timestamp(),
                        record.timestamp(),
                        from.partition(),
                        from.offset());
                try {
                    Partitions.requireOwn(known, partitions);
                    requireKey(known, topic);
                    return true;
                } catch (RegistryException | KafkaException notTheRecordsFault) {
                    throw notTheRecordsFault;
                } catch (RuntimeException cause) {
                    outbox.deadLetter(known, step, cause);
                    return false;
                }
            }

            private <T> void requireKey(KnownRecord record, Topic<T> topic) {
                byte[] value = record.value();
                if (value == null) {
                    throw new IllegalArgumentException("record has no value, and this topic knows no deletion");
                }
                String about = topic.keyOf(codecs.decode(topic, value));
                if (!about.equals(record.keyText())) {
                    throw new IllegalArgumentException(
                            "record has the key " + record.keyText() + ", but is about " + about);
                }
            }
        };
    }
}
