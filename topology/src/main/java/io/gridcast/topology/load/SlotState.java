package io.gridcast.topology.load;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a slot of a series has got from the partitions of its meters, and what was published of it. */
final class SlotState {
    private final long resolutionMs;
    private final TreeMap<Integer, Partial> partials = new TreeMap<>();
    private boolean closed;
    private int revision = -1;
    private @Nullable SlotLoad published;

    SlotState(long resolutionMs) {
        this.resolutionMs = resolutionMs;
    }

    long resolutionMs() {
        return resolutionMs;
    }

    /** Replaces what came from the same partition before. */
    void put(Partial partial) {
        partials.put(partial.partition(), partial);
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends the wait for more. */
    void close() {
        closed = true;
    }

    /** What was published last; null while nothing was. */
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

    /** Whether any meter is expected. */
    boolean hasMeters() {
        return partials.values().stream().anyMatch(partial -> partial.expectedMs() > 0 || partial.reportedMs() > 0);
    }

    /** Whether all that is expected was reported. */
    boolean isComplete() {
        Partial all = total();
        return all.reportedMs() > 0 && all.reportedMs() >= all.expectedMs();
    }

    /**
     * The load by what meters reported; null where none did. What neither was reported nor could be estimated counts like the mean
     * of the rest.
     */
    @Nullable
    SlotLoad reported() {
        Partial all = total();
        if (all.reportedMs() == 0) {
            return null;
        }
        long expectedMs = Math.max(all.expectedMs(), all.reportedMs());
        boolean measured = all.reportedMs() == expectedMs && all.flaggedMs() == 0;
        return new SlotLoad(
                extrapolated(all, expectedMs),
                all.reportedMs() / (double) expectedMs,
                measured ? LoadQuality.MEASURED : LoadQuality.PARTLY_ESTIMATED);
    }

    /** The load by estimates of the meters alone; null where there are none. */
    @Nullable
    SlotLoad estimated() {
        Partial all = total();
        return all.estimatedMs() == 0 ? null : SlotLoad.estimate(extrapolated(all, all.expectedMs()));
    }

    private static long extrapolated(Partial all, long expectedMs) {
        long energy = all.energyMilliWh() + all.estimatedMilliWh();
        long knownMs = all.reportedMs() + all.estimatedMs();
        return knownMs >= expectedMs ? energy : Math.round(energy * (expectedMs / (double) knownMs));
    }

    private Partial total() {
        long energy = 0;
        long reported = 0;
        long expected = 0;
        long flagged = 0;
        long estimated = 0;
        long estimatedMs = 0;
        for (Partial each : partials.values()) {
            energy += each.energyMilliWh();
            reported += each.reportedMs();
            expected += each.expectedMs();
            flagged += each.flaggedMs();
            estimated += each.estimatedMilliWh();
            estimatedMs += each.estimatedMs();
        }
        return new Partial(-1, 0, resolutionMs, energy, reported, expected, flagged, estimated, estimatedMs);
    }

    static final SlotRef.Keyed<SlotState> LAYOUT = new SlotRef.Keyed<>() {
        @Override
        public byte[] writeValue(SlotState slot) {
            var out = new BytesWriter()
                    .putLong(slot.resolutionMs)
                    .putByte(slot.closed ? 1 : 0)
                    .putInt(slot.revision)
                    .putInt(slot.partials.size());
            slot.partials.values().forEach(partial -> partial.write(out));
            out.putByte(slot.published == null ? 0 : 1);
            if (slot.published != null) {
                slot.published.write(out);
            }
            return out.toBytes();
        }

        @Override
        public SlotState readValue(byte[] bytes) {
            var in = new BytesReader(bytes);
            var slot = new SlotState(in.getLong());
            slot.closed = in.getByte() == 1;
            slot.revision = in.getInt();
            for (int left = in.getInt(); left > 0; left--) {
                slot.put(Partial.read(in));
            }
            if (in.getByte() == 1) {
                slot.published = SlotLoad.read(in);
            }
            return slot;
        }
    };
}
