package io.gridcast.topology.serving;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A value in a store of series of records: the records of one key and time as they lay on their topic, each behind its length. */
public final class RecordsValue {
    /** So many records of one key and time are kept; what comes beyond is on its topic alone. */
    public static final int MOST = 100;

    private RecordsValue() {}

    /** Reads a stored value. */
    public static List<byte[]> read(byte[] stored) {
        List<byte[]> records = new ArrayList<>(1);
        ByteBuffer left = ByteBuffer.wrap(stored);
        while (left.hasRemaining()) {
            byte[] record = new byte[left.getInt()];
            left.get(record);
            records.add(record);
        }
        return records;
    }

    static byte[] of(byte[] record) {
        return ByteBuffer.allocate(Integer.BYTES + record.length)
                .putInt(record.length)
                .put(record)
                .array();
    }

    /** With one more record; the same array where it is there already, or there is no room. */
    static byte[] with(byte[] stored, byte[] record) {
        ByteBuffer left = ByteBuffer.wrap(stored);
        int records = 0;
        while (left.hasRemaining()) {
            int length = left.getInt();
            int from = left.position();
            if (Arrays.equals(stored, from, from + length, record, 0, record.length)) {
                return stored;
            }
            left.position(from + length);
            records++;
        }
        if (records >= MOST) {
            return stored;
        }
        return ByteBuffer.allocate(stored.length + Integer.BYTES + record.length)
                .put(stored)
                .putInt(record.length)
                .put(record)
                .array();
    }
}
