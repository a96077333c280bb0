package io.gridcast.app.retraining;

import io.gridcast.app.cluster.TopicReader;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.avro.MalformedRecordException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests on {@code retraining.requests.v1} that nobody has handled yet, by the committed offset of a consumer group. Nobody
 * joins the group, so a trainer that was killed keeps no other one waiting; two at once make the same model twice, which is one.
 */
public final class RequestQueue {
    private static final Logger LOG = LoggerFactory.getLogger(RequestQueue.class);
    private static final TopicPartition REQUESTS = new TopicPartition(Topics.RETRAINING_REQUESTS.name(), 0);

    private final Platform platform;
    private final String group;
    private final TopicCodec<RetrainingRequest> codec;

    /** @param group whose offset says what has been handled */
    public RequestQueue(Platform platform, String group) {
        this.platform = platform;
        this.group = group;
        codec = new TopicCodec<>(Topics.RETRAINING_REQUESTS, platform.registry());
    }

    /**
     * A request that waits.
     *
     * @param handledTo the offset to commit once it is handled: what is before it is handled then, or has a newer one behind it
     */
    public record Waiting(RetrainingRequest request, long handledTo) {}

    /** The newest request of each scope, oldest first; those that it replaces are never handled. */
    public List<Waiting> waiting() {
        List<Waiting> all = new ArrayList<>();
        Map<Scope, Waiting> newest = new HashMap<>();
        TopicReader.read(platform.cluster().client(), REQUESTS, handledTo(), record -> {
            if (record.value() != null && !Ticks.isTick(record.headers())) {
                read(record, newest);
            }
            return true;
        });
        all.addAll(newest.values());
        all.sort(Comparator.comparingLong(Waiting::handledTo));
        return all;
    }

    /** Notes that a request has been handled, for good. */
    public void handled(Waiting waiting) {
        try (Admin admin = platform.cluster().admin()) {
            platform.cluster()
                    .ask(admin.alterConsumerGroupOffsets(
                                    group, Map.of(REQUESTS, new OffsetAndMetadata(waiting.handledTo())))
                            .all());
        }
    }

    private long handledTo() {
        try (Admin admin = platform.cluster().admin()) {
            OffsetAndMetadata committed = platform.cluster()
                    .ask(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .get(REQUESTS);
            return committed == null ? 0 : committed.offset();
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record, Map<Scope, Waiting> newest) {
        try {
            RetrainingRequest request = codec.decode(record.value());
            newest.put(request.scope(), new Waiting(request, record.offset() + 1));
        } catch (MalformedRecordException e) {
            LOG.warn("request-unreadable offset={} cause=\"{}\"", record.offset(), e.getMessage());
        }
    }
}
