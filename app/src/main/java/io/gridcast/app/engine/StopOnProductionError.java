package io.gridcast.app.engine;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the broker refuses stops the task: inside a transaction a record that was not written would poison all others. Records that
 * are too large never come here, the topologies set them aside before.
 */
public final class StopOnProductionError implements ProductionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StopOnProductionError.class);

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        if (exception instanceof RetriableException) {
            return Response.retry();
        }
        LOG.error(
                "record-refused topic={} task={} from={}-{}@{} cause=\"{}\" why=\"results would be incomplete, so the task stops"
                        + " before it commits\" mend=\"see the cause: a missing topic (gridcast topics create), missing rights, or"
                        + " a full disk of the broker\"",
                record.topic(),
                context.taskId(),
                context.topic(),
                context.partition(),
                context.offset(),
                exception.getMessage());
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // nothing to choose
    }
}
