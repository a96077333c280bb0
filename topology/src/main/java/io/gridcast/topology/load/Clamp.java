package io.gridcast.topology.load;

import java.time.Instant;

/** Instants as milliseconds that can be added to and compared without overflow. */
final class Clamp {
    /** Later than any slot. */
    static final long FAR_MS = 1L << 56;

    private Clamp() {}

    static long toMs(Instant instant) {
        long second = Math.max(-FAR_MS / 1000, Math.min(FAR_MS / 1000, instant.getEpochSecond()));
        return second * 1000 + instant.getNano() / 1_000_000;
    }
}
