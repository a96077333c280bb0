package io.gridcast.app.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.serdes.DeadLetters;
import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last resort for a record that a step could not take in and did not set aside itself: it becomes a dead letter and the
 * engine runs on. A tick that fails stops the task, for then it is not one record's fault; so do the registry and Kafka.
 */
public final class SetAsideOnProcessingError implements ProcessingExceptionHandler {
    /** Key of the application id in the streams configuration. */
    static final String WHERE = "gridcast.where";

    private static final Logger LOG = LoggerFactory.getLogger(SetAsideOnProcessingError.class);

    private String where = "";

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (Ticks.isTick(context.headers()) || isNotTheRecordsFault(exception)) {
            return Response.fail();
        }
        LOG.warn(
                "record-set-aside topic={} partition={} offset={} node={} cause=\"{}\"",
                context.topic(),
                context.partition(),
                context.offset(),
                context.processorNodeId(),
                describe(exception),
                exception);
        return Response.resume(List.of(deadLetter(context, exception)));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        where = String.valueOf(configs.get(WHERE));
    }

    /** Registries and packs explain themselves; whoever mends them gets the record processed after all. */
    private static boolean isNotTheRecordsFault(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof ExplainedException || e instanceof KafkaException || e instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    private ProducerRecord<byte[], byte[]> deadLetter(ErrorHandlerContext context, Exception exception) {
        Headers headers = new RecordHeaders()
                .add(DeadLetters.TOPIC, context.topic().getBytes(UTF_8))
                .add(DeadLetters.PARTITION, number(context.partition()))
                .add(DeadLetters.OFFSET, number(context.offset()))
                .add(DeadLetters.CAUSE, describe(exception).getBytes(UTF_8))
                .add(
                        DeadLetters.WHERE,
                        (where + " " + context.taskId() + " " + context.processorNodeId()).getBytes(UTF_8))
                .add(DeadLetters.TIMESTAMP, number(context.timestamp()));
        byte[] key = context.sourceRawKey() == null ? new byte[0] : context.sourceRawKey();
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(),
                null,
                Math.max(0, context.timestamp()),
                key,
                context.sourceRawValue(),
                headers);
    }

    private static byte[] number(long value) {
        return Long.toString(value).getBytes(UTF_8);
    }

    private static String describe(Exception exception) {
        String message = exception.getMessage();
        return message == null || message.isBlank() ? exception.getClass().getName() : message;
    }
}
