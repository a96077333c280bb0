package io.gridcast.app.ingest;

import io.gridcast.app.http.HttpProblem;
import io.gridcast.app.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings records to the broker and waits until it has them, but not for ever. Thread-safe. */
final class FeedSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedSender.class);
    private static final int LINGER_MS = 5;

    private final Platform platform;
    private final Duration patience;
    private @Nullable Producer<byte[], byte[]> producer;

    /** @param patience how long the broker may take for all records of a call */
    FeedSender(Platform platform, Duration patience) {
        this.platform = platform;
        this.patience = patience;
    }

    /**
     * Sends records in their order.
     *
     * @throws HttpProblem if the broker has not acknowledged them all in time; some may be there then, and sending all again is safe
     */
    void send(List<ProducerRecord<byte[], byte[]>> records) {
        long endNs = System.nanoTime() + patience.toNanos();
        try {
            Producer<byte[], byte[]> open = open();
            List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
            for (ProducerRecord<byte[], byte[]> record : records) {
                Future<RecordMetadata> future = open.send(record);
                if (future.isDone()) {
                    future.get(); // refused at once: the buffer is full, and would be for the next one
                }
                sent.add(future);
            }
            for (Future<RecordMetadata> future : sent) {
                future.get(Math.max(0, endNs - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.warn("feed-not-taken records={} cause=\"{}\"", records.size(), String.valueOf(e.getMessage()));
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private static HttpProblem away() {
        return new HttpProblem(
                        503,
                        "the broker does not take records at the moment",
                        "send all again later; what is there twice counts once")
                .retryAfter(Duration.ofSeconds(5));
    }

    private synchronized Producer<byte[], byte[]> open() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            open = platform.impatientProducer("gridcast-feed", LINGER_MS, patience);
            producer = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(patience);
            producer = null;
        }
    }
}
