package io.gridcast.core.history;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Blocks in heap, for training and backtests: everything ever written stays. */
public final class HeapBlocks implements Blocks {
    private static final int DAYS_AT_FIRST = 64;

    private final Map<ChannelKey, Days> channels = new HashMap<>();

    @Override
    public float @Nullable [] read(ChannelKey key, int epochDay) {
        Days days = channels.get(key);
        return days == null ? null : days.get(epochDay);
    }

    @Override
    public void write(ChannelKey key, int epochDay, float[] slots) {
        channels.computeIfAbsent(key, any -> new Days(epochDay)).put(epochDay, slots);
    }

    /** Consecutive days of one channel. */
    private static final class Days {
        private int firstDay;
        private float[] @Nullable [] blocks = new float[DAYS_AT_FIRST][];

        Days(int epochDay) {
            this.firstDay = epochDay;
        }

        float @Nullable [] get(int epochDay) {
            int index = epochDay - firstDay;
            return index < 0 || index >= blocks.length ? null : blocks[index];
        }

        void put(int epochDay, float[] slots) {
            if (epochDay < firstDay) {
                int earlier = firstDay - epochDay;
                float[] @Nullable [] moved = new float[blocks.length + earlier][];
                System.arraycopy(blocks, 0, moved, earlier, blocks.length);
                blocks = moved;
                firstDay = epochDay;
            }
            int index = epochDay - firstDay;
            if (index >= blocks.length) {
                blocks = Arrays.copyOf(blocks, Math.max(index + 1, blocks.length * 2));
            }
            blocks[index] = slots;
        }
    }
}
