package io.gridcast.serdes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * How a tick looks on a topic: a record with neither key nor value whose timestamp is the tick's time, told apart by the
 * header {@value #TICK}. Every consumer of a Gridcast topic skips records for which {@link #isTick} holds.
 */
public final class Ticks {
    /** Header of every tick: the name of its origin, UTF-8. */
    public static final String TICK = "gridcast.tick";

    /** Header of the clock's ticks: the earliest time that the next tick can have, ms since the epoch, 8 bytes big-endian. */
    public static final String NEXT = "gridcast.next";

    /** The origin of the clock's own ticks. */
    public static final String CLOCK = "clock";

    private Ticks() {}

    /** Whether a record with these headers is a tick. */
    public static boolean isTick(Headers headers) {
        return headers.lastHeader(TICK) != null;
    }

    /**
     * The origin of a tick.
     *
     * @throws IllegalArgumentException if the record is not a tick
     */
    public static String origin(Headers headers) {
        Header tick = headers.lastHeader(TICK);
        if (tick == null || tick.value() == null) {
            throw new IllegalArgumentException("record has no header " + TICK + " with an origin, so it is not a tick");
        }
        return new String(tick.value(), StandardCharsets.UTF_8);
    }

    /** The earliest time that the next tick can have, ms since the epoch; empty where the tick is not the clock's own. */
    public static OptionalLong nextMs(Headers headers) {
        Header next = headers.lastHeader(NEXT);
        return next == null || next.value() == null || next.value().length != Long.BYTES
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(next.value()).getLong());
    }

    /** Headers of a tick that a task passes on under its own name. */
    public static Headers headers(String origin) {
        return new RecordHeaders().add(TICK, origin.getBytes(StandardCharsets.UTF_8));
    }

    /** Headers of the clock's tick. */
    public static Headers clockHeaders(long nextMs) {
        return headers(CLOCK)
                .add(NEXT, ByteBuffer.allocate(Long.BYTES).putLong(nextMs).array());
    }
}
