package io.gridcast.topology.load;

import io.gridcast.state.Ledger;
import io.gridcast.state.Table;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** This partition's shares of all series: expectations, sums of slots, and when something is due about a slot. */
final class ShareBook {
    /** Send what is known of the slot, for it has changed. */
    static final int SEND = 0;
    /** The slot has ended: send it whatever is known, and go on to the next. */
    static final int END = 1;
    /** The grace of the slot is over: estimate what is missing. */
    static final int GRACE = 2;

    private final Ledger<String, SeriesShare> ledger;
    private final Table<SlotSums.Key, SlotSums> sums;
    private final Ledger<Due, Long> due;
    private final Map<String, SeriesShare> shares = new HashMap<>(); // for look-ups alone

    ShareBook(Ledger<String, SeriesShare> ledger, Table<SlotSums.Key, SlotSums> sums, Ledger<Due, Long> due) {
        this.ledger = ledger;
        this.sums = sums;
        this.due = due;
        shares.putAll(ledger.copy());
    }

    @Nullable
    SeriesShare share(String seriesId) {
        return shares.get(seriesId);
    }

    SeriesShare shareOrNew(String seriesId) {
        return shares.computeIfAbsent(seriesId, id -> new SeriesShare());
    }

    void keep(String seriesId, SeriesShare share) {
        ledger.put(seriesId, share);
    }

    /** Sums of the day in which a slot lies, begun if need be; after a change, {@link #keep} them. */
    SlotSums sums(SlotSums.Key key, int epochDay) {
        SlotSums stored = sums.get(key);
        return stored != null && stored.epochDay() == epochDay
                ? stored
                : new SlotSums(epochDay, (int) (MeterDay.DAY_MS / key.resolutionMs()));
    }

    void keep(SlotSums.Key key, SlotSums day) {
        sums.put(key, day);
    }

    /** Has a slot sent at the first tick after its end. */
    void markDue(SlotSums day, String seriesId, long slotMs, long resolutionMs) {
        if (day.markDue(MeterDay.index(slotMs, resolutionMs))) {
            schedule(SEND, slotMs + resolutionMs, seriesId, slotMs, resolutionMs);
        }
    }

    void schedule(int kind, long atMs, String seriesId, long slotMs, long resolutionMs) {
        due.put(new Due(atMs, seriesId, slotMs, kind), resolutionMs);
    }

    /** Takes out what is due next by {@code tickMs}; null when nothing is. */
    @Nullable
    Todo next(long tickMs) {
        Due first = due.firstKey();
        if (first == null || first.atMs() > tickMs) {
            return null;
        }
        Long resolutionMs = due.get(first);
        due.remove(first);
        return resolutionMs == null ? null : new Todo(first.seriesId(), first.slotMs(), resolutionMs, first.kind());
    }

    /** What to do about a slot. */
    record Todo(String seriesId, long slotMs, long resolutionMs, int kind) {
        long endMs() {
            return slotMs + resolutionMs;
        }
    }
}
