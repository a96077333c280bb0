package io.gridcast.topology.load;

import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Sums over the meters of one partition for the slots of one series and UTC day, in a ring like {@link MeterDay}. */
final class SlotSums {
    private final int epochDay;
    private final long[] energyMilliWh;
    private final long[] reportedMs;
    private final long[] flaggedMs;
    private final long[] estimatedMilliWh;
    private final long[] estimatedMs;
    private final boolean[] due;

    /** A day without any readings. */
    SlotSums(int epochDay, int slots) {
        this.epochDay = epochDay;
        energyMilliWh = new long[slots];
        reportedMs = new long[slots];
        flaggedMs = new long[slots];
        estimatedMilliWh = new long[slots];
        estimatedMs = new long[slots];
        due = new boolean[slots];
    }

    int epochDay() {
        return epochDay;
    }

    /** Adds a cell of {@link MeterDay} to a slot. */
    void add(int slot, long cell, long intervalMs) {
        change(slot, cell, intervalMs, 1);
    }

    /** Takes a cell out again that was added before. */
    void remove(int slot, long cell, long intervalMs) {
        change(slot, cell, intervalMs, -1);
    }

    private void change(int slot, long cell, long intervalMs, int sign) {
        long energy = sign * MeterDay.energyMilliWh(cell);
        long time = sign * intervalMs;
        if (MeterDay.isEstimated(cell)) {
            estimatedMilliWh[slot] += energy;
            estimatedMs[slot] += time;
            return;
        }
        energyMilliWh[slot] += energy;
        reportedMs[slot] += time;
        if (MeterDay.isFlagged(cell)) {
            flaggedMs[slot] += time;
        }
    }

    /** Milliseconds of all meters together that were reported. */
    long reportedMs(int slot) {
        return reportedMs[slot];
    }

    /** Marks a slot to be sent; false where it was marked already. */
    boolean markDue(int slot) {
        boolean was = due[slot];
        due[slot] = true;
        return !was;
    }

    void clearDue(int slot) {
        due[slot] = false;
    }

    /** What this partition knows of a slot. */
    Partial toPartial(int partition, long slotMs, long resolutionMs, int slot, long expectedMs) {
        return new Partial(
                partition,
                slotMs,
                resolutionMs,
                energyMilliWh[slot],
                reportedMs[slot],
                expectedMs,
                flaggedMs[slot],
                estimatedMilliWh[slot],
                estimatedMs[slot]);
    }

    /** Names a block: series, resolution, place in the ring. */
    record Key(String seriesId, long resolutionMs, int place) {
        static Key of(String seriesId, long resolutionMs, int epochDay) {
            return new Key(seriesId, resolutionMs, Math.floorMod(epochDay, MeterDay.RING_DAYS));
        }
    }

    static final Layout<Key, SlotSums> LAYOUT = new Layout<>() {
        @Override
        public byte[] writeKey(Key key) {
            byte[] series = key.seriesId.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(series.length + 9)
                    .put(series)
                    .putLong(key.resolutionMs)
                    .put((byte) key.place)
                    .array();
        }

        @Override
        public Key readKey(byte[] bytes) {
            int series = bytes.length - 9;
            return new Key(
                    new String(bytes, 0, series, StandardCharsets.UTF_8),
                    ByteBuffer.wrap(bytes).getLong(series),
                    bytes[bytes.length - 1]);
        }

        @Override
        public byte[] writeValue(SlotSums day) {
            var out = new BytesWriter().putInt(day.epochDay).putVarLong(day.due.length);
            for (int slot = 0; slot < day.due.length; slot++) {
                out.putVarLong(day.energyMilliWh[slot])
                        .putVarLong(day.reportedMs[slot])
                        .putVarLong(day.flaggedMs[slot])
                        .putVarLong(day.estimatedMilliWh[slot])
                        .putVarLong(day.estimatedMs[slot])
                        .putByte(day.due[slot] ? 1 : 0);
            }
            return out.toBytes();
        }

        @Override
        public SlotSums readValue(byte[] bytes) {
            var in = new BytesReader(bytes);
            var day = new SlotSums(in.getInt(), (int) in.getVarLong());
            for (int slot = 0; slot < day.due.length; slot++) {
                day.energyMilliWh[slot] = in.getVarLong();
                day.reportedMs[slot] = in.getVarLong();
                day.flaggedMs[slot] = in.getVarLong();
                day.estimatedMilliWh[slot] = in.getVarLong();
                day.estimatedMs[slot] = in.getVarLong();
                day.due[slot] = in.getByte() == 1;
            }
            return day;
        }
    };
}
