package io.gridcast.core.history;

import io.gridcast.core.check.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Values over time by channel, read and written by instant, on top of {@link Blocks}.
 *
 * <p>Each channel keeps the newest-used days decoded in heap, at most one a place of a ring of {@code cachedDays}; every
 * write goes through to the blocks at once. The one writer of its blocks; one thread at a time.
 */
public final class Windows {
    private static final int DEFAULT_CACHED_DAYS = 64;

    private final Blocks blocks;
    private final int cachedDays;
    private final Map<ChannelKey, Window> windows = new HashMap<>();

    public Windows(Blocks blocks) {
        this(blocks, DEFAULT_CACHED_DAYS);
    }

    /** @param cachedDays days kept decoded a channel, a power of two */
    public Windows(Blocks blocks, int cachedDays) {
        Checks.require(
                cachedDays > 0 && Integer.bitCount(cachedDays) == 1,
                "cachedDays is " + cachedDays + ", must be a power of two");
        this.blocks = blocks;
        this.cachedDays = cachedDays;
    }

    /** The window of a channel; keep it where it is used often, it stays valid. */
    public Window of(ChannelKey key) {
        Window window = windows.get(key);
        if (window == null) {
            window = new Window(key, blocks, cachedDays);
            windows.put(key, window);
        }
        return window;
    }

    /** The value of the slot that holds {@code at}; NaN where it is missing. */
    public float get(ChannelKey key, Instant at) {
        return of(key).at(at.toEpochMilli());
    }

    /** Keeps the value of an interval. */
    public void put(ChannelKey key, Instant from, Duration length, float value) {
        of(key).put(from.toEpochMilli(), from.toEpochMilli() + length.toMillis(), value);
    }
}
