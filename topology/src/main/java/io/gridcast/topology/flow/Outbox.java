package io.gridcast.topology.flow;

import io.gridcast.serdes.DeadLetters;
import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.Origins;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a task makes. What the broker would refuse for its size is set aside here, as an ordinary dead letter: inside a
 * transaction a refused record would poison all the others.
 */
public final class Outbox {
    private static final int OVERHEAD_BYTES = 1024;
    private static final int KEPT_OF_TOO_LARGE_BYTES = 4096;

    private final ProcessorContext<Route, byte[]> context;
    private final Codecs codecs;
    private final String origin;
    private final byte[] originBytes;
    private final int maxRecordBytes;

    /**
     * @param origin the task's name, in every record's header
     * @param maxRecordBytes largest record that broker and producer accept
     */
    public Outbox(ProcessorContext<Route, byte[]> context, Codecs codecs, String origin, int maxRecordBytes) {
        this.context = context;
        this.codecs = codecs;
        this.origin = origin;
        this.originBytes = origin.getBytes(StandardCharsets.UTF_8);
        this.maxRecordBytes = maxRecordBytes;
    }

    /** Encoders and decoders of all topics. */
    public Codecs codecs() {
        return codecs;
    }

    /** Publishes a value. */
    public <T> void send(Topic<T> topic, T value, long timestampMs) {
        sendRaw(Route.byKey(topic.name(), topic.keyOf(value)), codecs.encode(topic, value), timestampMs);
    }

    /** Sends bytes as they are; {@code value} null is a tombstone. */
    public void sendRaw(Route route, byte @Nullable [] value, long timestampMs) {
        int bytes = value == null ? 0 : value.length;
        if (bytes + OVERHEAD_BYTES > maxRecordBytes) {
            setAsideTooLarge(route, value == null ? new byte[0] : value, timestampMs);
            return;
        }
        context.forward(new Record<>(
                route, value, Math.max(0, timestampMs), new RecordHeaders().add(Origins.ORIGIN, originBytes)));
    }

    /** Passes a tick on to one partition of a destination, or to {@link Route#EVERY_PARTITION}. */
    public void tick(String destination, int partition, long tickMs) {
        context.forward(new Record<>(
                new Route(null, destination, partition), null, Math.max(0, tickMs), Ticks.headers(origin)));
    }

    /** Sets a record aside with its cause. */
    public void deadLetter(KnownRecord record, String where, Throwable cause) {
        deadLetter(
                record.key(),
                record.value(),
                record.topic(),
                record.partition(),
                record.offset(),
                where,
                describe(cause),
                record.timestampMs());
    }

    /** Sets raw bytes aside with where they came from and why. */
    public void deadLetter(
            byte @Nullable [] key,
            byte @Nullable [] value,
            String topic,
            int partition,
            long offset,
            String where,
            String cause,
            long timestampMs) {
        Headers headers = new RecordHeaders()
                .add(DeadLetters.TOPIC, utf8(topic))
                .add(DeadLetters.PARTITION, utf8(Integer.toString(partition)))
                .add(DeadLetters.OFFSET, utf8(Long.toString(offset)))
                .add(DeadLetters.CAUSE, utf8(cause))
                .add(DeadLetters.WHERE, utf8(where))
                .add(DeadLetters.TIMESTAMP, utf8(Long.toString(timestampMs)));
        context.forward(new Record<>(
                new Route(key == null ? new byte[0] : key, Topics.DEAD_LETTERS.name(), Route.BY_KEY),
                value,
                Math.max(0, timestampMs),
                headers));
    }

    private void setAsideTooLarge(Route route, byte[] value, long timestampMs) {
        String cause = "output of " + value.length + " bytes is larger than the broker takes (" + maxRecordBytes
                + " bytes); only its first " + KEPT_OF_TOO_LARGE_BYTES
                + " are kept here. Raise max.message.bytes of the topic and gridcast.max.record.bytes together";
        deadLetter(
                route.key(),
                Arrays.copyOf(value, Math.min(value.length, KEPT_OF_TOO_LARGE_BYTES)),
                route.destination(),
                -1,
                -1,
                origin,
                cause,
                timestampMs);
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getName() : message;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
