package io.gridcast.topology.time;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record whose time has come.
 *
 * @param topic the topic that it was first published to
 * @param origin who wrote it, as far as time is concerned
 * @param timestampMs the record's own timestamp: when the fact became known to its publisher
 * @param knownAtMs the tick behind it: when it became known here
 */
public record KnownRecord(
        String topic,
        String origin,
        byte @Nullable [] key,
        byte @Nullable [] value,
        long timestampMs,
        long knownAtMs,
        int partition,
        long offset) {

    /** The key as text; empty where there is none. */
    public String keyText() {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
