package io.gridcast.app.follow;

import io.gridcast.app.cluster.WrittenEnd;
import io.gridcast.core.check.ExplainedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics from their first record on, or from near their end, only what is committed: to their end, or in a thread of its own on and on. It
 * belongs to no consumer group and stores no offsets.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(15);

    private final Subscription subscription;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> endAtStart;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    private TopicFollower(String name, Map<String, Object> client, Subscription subscription) {
        this.subscription = subscription;
        this.consumer = open(client, subscription);
        this.endAtStart = new HashMap<>(consumer.endOffsets(consumer.assignment()));
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /**
     * Starts reading in a thread of its own.
     *
     * @param client how to connect, {@code bootstrap.servers} at least
     * @throws ExplainedException if the broker is away or a topic is missing
     */
    public static TopicFollower start(String name, Map<String, Object> client, Subscription subscription) {
        TopicFollower follower = new TopicFollower(name, client, subscription);
        follower.thread.start();
        return follower;
    }

    /**
     * Reads everything that is there now, in this thread, and returns.
     *
     * @throws ExplainedException if the broker is away or a topic is missing
     */
    public static void readToEnd(Map<String, Object> client, Subscription subscription) {
        try (Consumer<byte[], byte[]> consumer = open(client, subscription)) {
            WrittenEnd end = WrittenEnd.of(client, consumer.assignment());
            while (!end.isReachedBy(consumer)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    subscription.dispatch(record);
                }
            }
        }
    }

    /** Waits until everything that was there at the start has been read. */
    public void awaitCaughtUp() throws InterruptedException {
        caughtUp.await();
        requireNoFailure();
    }

    /** Fails if the thread has failed. */
    public void requireNoFailure() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    /** Stops reading and waits for the thread. Further calls do nothing. */
    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    subscription.dispatch(record);
                }
                if (caughtUp.getCount() > 0 && isPast(consumer, endAtStart)) {
                    caughtUp.countDown();
                }
            }
        } catch (WakeupException e) {
            if (!closed) {
                failure = e;
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            caughtUp.countDown();
        }
    }

    private static boolean isPast(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> end) {
        return end.entrySet().stream().allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
    }

    private static Consumer<byte[], byte[]> open(Map<String, Object> client, Subscription subscription) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            consumer.assign(
                    partitions(consumer, subscription.topics(), String.valueOf(client.get("bootstrap.servers"))));
            seekToStart(consumer, subscription);
            return consumer;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static void seekToStart(Consumer<byte[], byte[]> consumer, Subscription subscription) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(consumer.assignment());
        Map<TopicPartition, Long> end = consumer.endOffsets(consumer.assignment());
        for (TopicPartition partition : consumer.assignment()) {
            long newest = end.getOrDefault(partition, 0L) - subscription.newest(partition.topic());
            consumer.seek(partition, Math.max(first.getOrDefault(partition, 0L), newest));
        }
        seekToTimes(consumer, subscription, end);
    }

    private static void seekToTimes(
            Consumer<byte[], byte[]> consumer, Subscription subscription, Map<TopicPartition, Long> end) {
        Map<TopicPartition, Long> times = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            Instant since = subscription.since(partition.topic());
            if (since.isAfter(Instant.EPOCH)) {
                times.put(partition, since.toEpochMilli());
            }
        }
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            long from = found == null ? end.getOrDefault(partition, 0L) : found.offset();
            consumer.seek(partition, Math.max(consumer.position(partition), from));
        });
    }

    private static List<TopicPartition> partitions(
            Consumer<byte[], byte[]> consumer, List<String> topics, String bootstrapServers) {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            List<PartitionInfo> found;
            try {
                found = consumer.partitionsFor(topic, BROKER_PATIENCE);
            } catch (TimeoutException e) {
                throw new ExplainedException(
                        "no Kafka broker answers at " + bootstrapServers,
                        "topics can be neither read nor written without it",
                        "start the broker or mend --bootstrap-servers",
                        e);
            }
            if (found.isEmpty()) {
                throw new ExplainedException(
                        "topic " + topic + " is not there",
                        "what it should hold cannot be read",
                        "create the topics with `gridcast topics create --bootstrap-servers " + bootstrapServers + "`");
            }
            found.forEach(info -> all.add(new TopicPartition(topic, info.partition())));
        }
        return all;
    }
}
