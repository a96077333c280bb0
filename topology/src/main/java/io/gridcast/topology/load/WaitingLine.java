package io.gridcast.topology.load;

import io.gridcast.state.Ledger;
import io.gridcast.state.StoreDefinition;
import io.gridcast.state.Table;
import io.gridcast.state.TextKeyed;
import java.nio.ByteBuffer;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Readings, and the ticks between them, that wait in the order in which they came. They lie in logged chunks of many, so that a
 * commit writes a few large values and not one for each reading.
 */
final class WaitingLine {
    private static final int CHUNK_BYTES = 32 * 1024;
    private static final int CHUNKS_IN_HEAP = 64;
    private static final String HEAD = "head";
    private static final String OFFSET = "offset";
    private static final String TAIL = "tail";

    private final Table<Long, WaitingChunk> chunks;
    private final Ledger<String, Long> marks;
    private long head;
    private long tail;
    private int offset;
    private WaitingChunk first;
    private WaitingChunk last;

    /** The stores that a line of this name needs. */
    static StoreDefinition<Table<Long, WaitingChunk>> chunks(String name) {
        return StoreDefinition.table(name, WaitingChunk.LAYOUT, CHUNKS_IN_HEAP);
    }

    /** As above: where the line begins and ends. */
    static StoreDefinition<Ledger<String, Long>> marks(String name) {
        return StoreDefinition.ledger(name + "-marks", TextKeyed.LONGS, Comparator.naturalOrder());
    }

    WaitingLine(Table<Long, WaitingChunk> chunks, Ledger<String, Long> marks) {
        this.chunks = chunks;
        this.marks = marks;
        head = mark(HEAD);
        tail = mark(TAIL);
        offset = (int) mark(OFFSET);
        first = chunk(head);
        last = head == tail ? first : chunk(tail);
    }

    boolean isEmpty() {
        return head == tail && offset == last.length();
    }

    /** Puts a tick at the end. */
    void addTick(long tickMs, long nextMs) {
        roomAtEnd().addTick(tickMs, nextMs);
        chunks.put(tail, last);
    }

    /** Puts a reading at the end. */
    void addReading(long timestampMs, long recordOffset, byte[] key, byte[] value) {
        roomAtEnd().addReading(timestampMs, recordOffset, key, value);
        chunks.put(tail, last);
    }

    /** The first in the line, which stays there; null when it is empty. */
    @Nullable
    Waiter peek() {
        return isEmpty() ? null : first.at(offset);
    }

    /** Takes the first out of the line, one that {@link #peek} has given. */
    void remove(Waiter waiter) {
        offset = waiter.end();
        if (offset == first.length()) {
            nextChunk();
        }
        marks.put(OFFSET, (long) offset);
    }

    private void nextChunk() {
        offset = 0;
        if (head == tail) {
            first.clear();
            chunks.put(head, first);
            return;
        }
        chunks.delete(head);
        head++;
        first = head == tail ? last : chunk(head);
        marks.put(HEAD, head);
    }

    private WaitingChunk roomAtEnd() {
        if (last.length() >= CHUNK_BYTES) {
            tail++;
            last = new WaitingChunk();
            marks.put(TAIL, tail);
        }
        return last;
    }

    private WaitingChunk chunk(long number) {
        WaitingChunk stored = chunks.get(number);
        return stored == null ? new WaitingChunk() : stored;
    }

    private long mark(String name) {
        Long value = marks.get(name);
        return value == null ? 0 : value;
    }

    /**
     * A reading or a tick in the line.
     *
     * @param isTick whether it is a tick, of time {@code timeMs} and with the next one not before {@code number}; otherwise it is
     *     a reading with the record's timestamp and offset
     * @param end where the next one begins
     */
    record Waiter(boolean isTick, long timeMs, long number, byte[] key, byte[] value, int end) {
        private static final byte[] NOTHING = new byte[0];

        static Waiter tick(long tickMs, long nextMs, int end) {
            return new Waiter(true, tickMs, nextMs, NOTHING, NOTHING, end);
        }

        static Waiter reading(long timestampMs, long recordOffset, ByteBuffer in) {
            byte[] key = new byte[in.getInt()];
            in.get(key);
            byte[] value = new byte[in.getInt()];
            in.get(value);
            return new Waiter(false, timestampMs, recordOffset, key, value, in.position());
        }
    }
}
