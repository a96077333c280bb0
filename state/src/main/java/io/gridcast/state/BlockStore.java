package io.gridcast.state;

import io.gridcast.core.history.Blocks;
import io.gridcast.core.history.ChannelKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Rolling windows in RocksDB: one block of floats a channel and UTC day.
 *
 * <p>Key: entity, zero, channel, zero, day (4 bytes, big-endian). Value: the slots, 4 bytes each, big-endian; NaN is missing. A slot
 * that changes rewrites one block of a few hundred bytes. A block expires when a block {@code keepDays} younger is begun.
 */
public final class BlockStore implements Blocks {
    /** Days that loads and weather reach back: a year ago, and some weeks around it. */
    public static final int KEEP_DAYS = 400;

    /** Days that prices and outlooks reach back: long calibration windows. */
    public static final int KEEP_DAYS_MARKET = 1_500;

    private final Table<BlockKey, float[]> table;

    /** Reads and writes {@code table}, one made by {@link #define}. */
    public BlockStore(Table<BlockKey, float[]> table) {
        this.table = table;
    }

    /** A store of blocks, of which at most {@code maxInHeap} are decoded at a time. */
    public static StoreDefinition<Table<BlockKey, float[]>> define(String name, int maxInHeap) {
        return StoreDefinition.table(name, LAYOUT, maxInHeap);
    }

    @Override
    public float @Nullable [] read(ChannelKey key, int epochDay) {
        return table.get(new BlockKey(key, epochDay));
    }

    @Override
    public void write(ChannelKey key, int epochDay, float[] slots) {
        var block = new BlockKey(key, epochDay);
        if (table.get(block) == null) {
            table.delete(new BlockKey(key, epochDay - keepDays(key)));
        }
        table.put(block, slots);
    }

    private static int keepDays(ChannelKey key) {
        String channel = key.channel();
        return channel.startsWith("price") || channel.startsWith("outlook") ? KEEP_DAYS_MARKET : KEEP_DAYS;
    }

    /** Names one block. */
    public record BlockKey(ChannelKey channel, int epochDay) {}

    private static final Layout<BlockKey, float[]> LAYOUT = new Layout<>() {
        @Override
        public byte[] writeKey(BlockKey key) {
            byte[] entity = key.channel.entity().getBytes(StandardCharsets.UTF_8);
            byte[] channel = key.channel.channel().getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(entity.length + channel.length + 2 + Integer.BYTES)
                    .put(entity)
                    .put((byte) 0)
                    .put(channel)
                    .put((byte) 0)
                    .putInt(key.epochDay)
                    .array();
        }

        @Override
        public BlockKey readKey(byte[] bytes) {
            int day = bytes.length - Integer.BYTES;
            String names = new String(bytes, 0, day - 1, StandardCharsets.UTF_8);
            int end = names.indexOf('\0');
            return new BlockKey(
                    new ChannelKey(names.substring(0, end), names.substring(end + 1)),
                    ByteBuffer.wrap(bytes, day, Integer.BYTES).getInt());
        }

        @Override
        public byte[] writeValue(float[] slots) {
            ByteBuffer out = ByteBuffer.allocate(slots.length * Float.BYTES);
            out.asFloatBuffer().put(slots);
            return out.array();
        }

        @Override
        public float[] readValue(byte[] bytes) {
            float[] slots = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes).asFloatBuffer().get(slots);
            return slots;
        }
    };
}
