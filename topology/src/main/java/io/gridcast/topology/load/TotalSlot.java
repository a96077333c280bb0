package io.gridcast.topology.load;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a slot of a total has got from its members, and what was published of it. */
final class TotalSlot {
    private final long resolutionMs;
    private final TreeMap<SlotRef, MemberLoad> members = new TreeMap<>();
    private boolean closed;
    private int revision = -1;
    private @Nullable SlotLoad published;

    TotalSlot(long resolutionMs) {
        this.resolutionMs = resolutionMs;
    }

    long resolutionMs() {
        return resolutionMs;
    }

    void put(MemberLoad member) {
        members.put(new SlotRef(member.memberId(), member.slotMs()), member);
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    @Nullable
    SlotLoad published() {
        return published;
    }

    /** Notes what is published now; gives its revision. */
    int publish(SlotLoad load) {
        published = load;
        revision++;
        return revision;
    }

    /** Whether every one of {@code expected} has closed all of this slot. */
    boolean isComplete(List<String> expected) {
        for (String member : expected) {
            long covered = 0;
            for (MemberLoad load : of(member)) {
                covered += load.resolutionMs();
            }
            if (covered < resolutionMs) {
                return false;
            }
        }
        return true;
    }

    /** The sum of what is there; coverage is the mean over the members, each weighted alike. */
    SlotLoad sum(List<String> expected) {
        long energy = 0;
        double covered = 0;
        int measured = 0;
        int estimated = 0;
        int count = 0;
        for (String member : expected) {
            for (MemberLoad each : of(member)) {
                energy += each.load().energyMilliWh();
                covered += each.load().coverage() * each.resolutionMs();
                measured += each.load().quality() == LoadQuality.MEASURED ? 1 : 0;
                estimated += each.load().quality() == LoadQuality.ESTIMATED ? 1 : 0;
                count++;
            }
        }
        LoadQuality quality = estimated == count
                ? LoadQuality.ESTIMATED
                : measured == count && isComplete(expected) ? LoadQuality.MEASURED : LoadQuality.PARTLY_ESTIMATED;
        double coverage = Math.min(1, covered / (resolutionMs * (double) Math.max(1, expected.size())));
        return new SlotLoad(energy, coverage, quality);
    }

    private Collection<MemberLoad> of(String member) {
        return members.subMap(new SlotRef(member, Long.MIN_VALUE), true, new SlotRef(member, Long.MAX_VALUE), true)
                .values();
    }

    static final SlotRef.Keyed<TotalSlot> LAYOUT = new SlotRef.Keyed<>() {
        @Override
        public byte[] writeValue(TotalSlot slot) {
            var out = new BytesWriter()
                    .putLong(slot.resolutionMs)
                    .putByte(slot.closed ? 1 : 0)
                    .putInt(slot.revision)
                    .putInt(slot.members.size());
            slot.members.values().forEach(member -> member.write(out));
            out.putByte(slot.published == null ? 0 : 1);
            if (slot.published != null) {
                slot.published.write(out);
            }
            return out.toBytes();
        }

        @Override
        public TotalSlot readValue(byte[] bytes) {
            var in = new BytesReader(bytes);
            var slot = new TotalSlot(in.getLong());
            slot.closed = in.getByte() == 1;
            slot.revision = in.getInt();
            for (int left = in.getInt(); left > 0; left--) {
                slot.put(MemberLoad.read(in));
            }
            if (in.getByte() == 1) {
                slot.published = SlotLoad.read(in);
            }
            return slot;
        }
    };
}
