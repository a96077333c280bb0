package io.gridcast.topology.load;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ScadaQuality;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Ledger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SCADA measurements of the last slots, and their means by time weight. */
final class ScadaHistory {
    private static final ScadaQuality[] QUALITIES = ScadaQuality.values();

    /** W·ms in one milliwatt-hour. */
    private static final double WATT_MS_PER_MILLI_WH = 3_600;

    private final Ledger<SlotRef, Point> points;
    private final long holdMs;

    ScadaHistory(Ledger<SlotRef, Point> points, long holdMs) {
        this.points = points;
        this.holdMs = holdMs;
    }

    /** What was measured at an instant. */
    record Point(long powerW, ScadaQuality quality) {
        static final SlotRef.Keyed<Point> LAYOUT = new SlotRef.Keyed<>() {
            @Override
            public byte[] writeValue(Point point) {
                return new BytesWriter()
                        .putVarLong(point.powerW)
                        .putByte(point.quality.ordinal())
                        .toBytes();
            }

            @Override
            public Point readValue(byte[] bytes) {
                var in = new BytesReader(bytes);
                return new Point(in.getVarLong(), QUALITIES[in.getByte()]);
            }
        };
    }

    /** What was measured at an instant before; null where nothing was. */
    @Nullable
    Point at(SlotRef instant) {
        return points.get(instant);
    }

    void put(SlotRef instant, Point point) {
        points.put(instant, point);
    }

    /** Whether something measured at or after an instant is known. */
    boolean reaches(String seriesId, long timeMs) {
        return !points.keys(new SlotRef(seriesId, timeMs), new SlotRef(seriesId, Long.MAX_VALUE))
                .isEmpty();
    }

    /** Forgets what was measured before an instant, but for the last of it. */
    void forgetBefore(String seriesId, long timeMs) {
        List<SlotRef> old = points.keys(new SlotRef(seriesId, Long.MIN_VALUE), new SlotRef(seriesId, timeMs));
        for (int i = 0; i < old.size() - 1; i++) {
            points.remove(old.get(i));
        }
    }

    /**
     * The mean over {@code [fromMs, toMs)}: each measurement holds until the next, and no longer than the hold. Time covered by
     * questionable ones is used, and does not count as measured.
     *
     * @return null where no time is covered at all
     */
    @Nullable
    SlotLoad mean(String seriesId, long fromMs, long toMs) {
        List<SlotRef> known = points.keys(new SlotRef(seriesId, fromMs - holdMs), new SlotRef(seriesId, toMs));
        long wattMs = 0;
        long usedMs = 0;
        long goodMs = 0;
        for (int i = 0; i < known.size(); i++) {
            long at = known.get(i).slotMs();
            long until = Math.min(
                    at + holdMs, i + 1 < known.size() ? known.get(i + 1).slotMs() : toMs);
            long coveredMs = Math.min(until, toMs) - Math.max(at, fromMs);
            Point point = points.get(known.get(i));
            if (coveredMs > 0 && point != null) {
                wattMs += point.powerW * coveredMs;
                usedMs += coveredMs;
                goodMs += point.quality == ScadaQuality.QUESTIONABLE ? 0 : coveredMs;
            }
        }
        if (usedMs == 0) {
            return null;
        }
        long lengthMs = toMs - fromMs;
        double meanW = wattMs / (double) usedMs;
        return new SlotLoad(
                Math.round(meanW * lengthMs / WATT_MS_PER_MILLI_WH),
                goodMs / (double) lengthMs,
                goodMs == lengthMs ? LoadQuality.MEASURED : LoadQuality.PARTLY_ESTIMATED);
    }
}
