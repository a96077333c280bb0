package io.gridcast.topology.load;

import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What one meter reported on one UTC day: a cell an interval. Days lie in a ring of {@value #RING_DAYS}: a block is written over
 * by the day so many days later.
 */
final class MeterDay {
    static final int RING_DAYS = 16;
    static final long DAY_MS = 86_400_000;

    /** A cell of which nothing is known. */
    static final long MISSING = Long.MIN_VALUE;

    private static final int MEASURED = 0;
    private static final int FLAGGED = 1;
    private static final int ESTIMATED = 2;

    private final int epochDay;
    private final long[] cells;

    /** An empty day. */
    MeterDay(int epochDay, long intervalMs) {
        this(epochDay, new long[(int) (DAY_MS / intervalMs)]);
        Arrays.fill(cells, MISSING);
    }

    private MeterDay(int epochDay, long[] cells) {
        this.epochDay = epochDay;
        this.cells = cells;
    }

    static int epochDay(long timeMs) {
        return (int) Math.floorDiv(timeMs, DAY_MS);
    }

    static int index(long timeMs, long intervalMs) {
        return (int) (Math.floorMod(timeMs, DAY_MS) / intervalMs);
    }

    int epochDay() {
        return epochDay;
    }

    int size() {
        return cells.length;
    }

    long cell(int index) {
        return cells[index];
    }

    void set(int index, long cell) {
        cells[index] = cell;
    }

    /** A reading; {@code flagged} where it is in doubt. */
    static long reported(long energyMilliWh, boolean flagged) {
        return energyMilliWh << 2 | (flagged ? FLAGGED : MEASURED);
    }

    /** An estimate in place of a reading. */
    static long estimated(long energyMilliWh) {
        return energyMilliWh << 2 | ESTIMATED;
    }

    static long energyMilliWh(long cell) {
        return cell >> 2;
    }

    static boolean isFlagged(long cell) {
        return (cell & 3) == FLAGGED;
    }

    static boolean isEstimated(long cell) {
        return (cell & 3) == ESTIMATED;
    }

    /** Names a block: meter, interval, place in the ring. */
    record Key(String meterId, long intervalMs, int place) {
        static Key of(String meterId, long intervalMs, int epochDay) {
            return new Key(meterId, intervalMs, Math.floorMod(epochDay, RING_DAYS));
        }
    }

    static final Layout<Key, MeterDay> LAYOUT = new Layout<>() {
        @Override
        public byte[] writeKey(Key key) {
            byte[] meter = key.meterId.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(meter.length + 9)
                    .put(meter)
                    .putLong(key.intervalMs)
                    .put((byte) key.place)
                    .array();
        }

        @Override
        public Key readKey(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int meter = bytes.length - 9;
            return new Key(
                    new String(bytes, 0, meter, StandardCharsets.UTF_8), in.getLong(meter), in.get(bytes.length - 1));
        }

        @Override
        public byte[] writeValue(MeterDay day) {
            int used = day.cells.length;
            while (used > 0 && day.cells[used - 1] == MISSING) {
                used--;
            }
            var out = new BytesWriter()
                    .putInt(day.epochDay)
                    .putVarLong(day.cells.length)
                    .putVarLong(used);
            for (int i = 0; i < used; i++) {
                long cell = day.cells[i];
                out.putVarLong(cell == MISSING ? 0 : cell >= 0 ? cell + 1 : cell);
            }
            return out.toBytes();
        }

        @Override
        public MeterDay readValue(byte[] bytes) {
            var in = new BytesReader(bytes);
            int epochDay = in.getInt();
            long[] cells = new long[(int) in.getVarLong()];
            int used = (int) in.getVarLong();
            Arrays.fill(cells, used, cells.length, MISSING);
            for (int i = 0; i < used; i++) {
                long written = in.getVarLong();
                cells[i] = written == 0 ? MISSING : written > 0 ? written - 1 : written;
            }
            return new MeterDay(epochDay, cells);
        }
    };
}
