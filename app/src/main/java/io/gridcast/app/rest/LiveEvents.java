package io.gridcast.app.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.avro.MalformedRecordException;
import io.gridcast.serdes.registry.RegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the engine says, as it says it, for those who listen. Topics are followed while anybody does, by one thread; each record is encoded
 * once, if somebody wants it, and its bytes are shared. Thread-safe.
 */
final class LiveEvents implements AutoCloseable {
    private final Platform platform;
    private final Rest rest;
    private final RecordJson json;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable TopicFollower follower;
    private volatile boolean closed;
    private long sent;

    LiveEvents(Platform platform, Rest rest) {
        this.platform = platform;
        this.rest = rest;
        this.json = rest.json();
    }

    /** Begins to offer events. */
    synchronized void join(Listener listener) {
        listeners.add(listener);
        if (follower == null && !closed) {
            follower = TopicFollower.start("events", platform.cluster().client(), subscription());
        }
    }

    /** Ends it. */
    synchronized void leave(Listener listener) {
        listeners.remove(listener);
        if (listeners.isEmpty()) {
            stopFollowing();
        }
    }

    /** Whether events still come: neither has the server closed, nor reading failed. */
    synchronized boolean isOpen() {
        if (closed || follower == null) {
            return false;
        }
        try {
            follower.requireNoFailure();
            return true;
        } catch (RuntimeException failed) {
            stopFollowing();
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        stopFollowing();
    }

    private void stopFollowing() {
        if (follower != null) {
            follower.close();
            follower = null;
        }
    }

    private Subscription subscription() {
        Subscription subscription = new Subscription(platform.registry());
        for (EventKind kind : EventKind.values()) {
            subscription.raw(kind.topic(), record -> said(kind, record)).newest(kind.topic(), 0);
        }
        return subscription;
    }

    private void said(EventKind kind, ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        byte[] event = null;
        for (Listener listener : listeners) {
            if (listener.wants(kind, key)) {
                event = event == null ? encode(kind, record) : event;
                if (event.length == 0) {
                    return;
                }
                listener.offer(event);
            }
        }
    }

    /** Nothing where the record cannot be read: whoever works on it sets it aside. */
    private byte[] encode(EventKind kind, ConsumerRecord<byte[], byte[]> record) {
        try {
            byte[] data = data(kind, record);
            var event = new ByteArrayOutputStream(data.length + 64);
            event.writeBytes(("event: " + RecordJson.word(kind) + "\nid: " + ++sent + "\ndata: ")
                    .getBytes(StandardCharsets.UTF_8));
            event.writeBytes(data);
            event.write('\n');
            event.write('\n');
            return event.toByteArray();
        } catch (MalformedRecordException | RegistryException unreadable) {
            return new byte[0];
        }
    }

    private byte[] data(EventKind kind, ConsumerRecord<byte[], byte[]> record) {
        if (kind == EventKind.QUALITY) {
            return Json.bytes(to -> FindingRoutes.quality(json, record.value(), record.timestamp(), to));
        }
        if (kind == EventKind.FORECAST) {
            Forecast forecast = json.codecs().decode(Topics.FORECASTS, record.value());
            return Json.bytes(to -> forecast(record.value(), forecast, to));
        }
        return Json.bytes(to -> json.write(kind.topic(), record.value(), to));
    }

    private void forecast(byte[] value, Forecast forecast, JsonGenerator to) throws IOException {
        to.writeStartObject();
        json.fields(Topics.FORECASTS, value, ForecastRoutes.VALUES, to);
        to.writeFieldName("now");
        rest.writeNow(forecast, to);
        to.writeEndObject();
    }
}
