package io.gridcast.topology.load;

import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.Series;
import io.gridcast.topology.load.MeterState.Assignment;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes master data in: which series there are, and which meters count towards them. */
final class Assigning {
    private final long graceMs;
    private final long lateMs;
    private final MeterBook meters;
    private final MeterLists lists;
    private final ShareBook shares;

    Assigning(LoadObservationConfig config, MeterBook meters, MeterLists lists, ShareBook shares) {
        this.graceMs = config.grace().toMillis();
        this.lateMs = config.late().toMillis();
        this.meters = meters;
        this.lists = lists;
        this.shares = shares;
    }

    /** A new or changed series. */
    void learn(Series series, long tickMs) {
        SeriesShare share = shares.shareOrNew(series.seriesId());
        SeriesFacts known = share.facts();
        share.learn(known == null ? SeriesFacts.of(series) : known.changed(series, tickMs));
        runIfReady(series.seriesId(), share, tickMs);
        shares.keep(series.seriesId(), share);
    }

    /**
     * A new or changed assignment. Readings of the last days that it gives to another series move there; slots that are still
     * open are sent again, for more or less is expected of them now.
     */
    void assign(MeterAssignment record, long tickMs) {
        String meterId = record.meterId();
        MeterState stored = meters.meter(meterId);
        MeterState meter = stored == null ? new MeterState() : stored;
        List<Assignment> before = meter.assignments();
        meter.assign(Assignment.of(record));
        meter.forgetBefore(tickMs - MeterDay.RING_DAYS * MeterDay.DAY_MS);
        meters.keep(meterId, meter);
        expect(meterId, meter, before, tickMs);
        if (!before.isEmpty()) {
            moveReadings(meterId, meter, before, tickMs);
        }
    }

    private void expect(String meterId, MeterState meter, List<Assignment> before, long tickMs) {
        var touched = new TreeSet<String>();
        for (Assignment old : before) {
            shares.shareOrNew(old.seriesId()).expectNoLonger(old.fromMs(), old.toMs());
            touched.add(old.seriesId());
        }
        for (Assignment now : meter.assignments()) {
            shares.shareOrNew(now.seriesId()).expect(now.fromMs(), now.toMs());
            touched.add(now.seriesId());
        }
        for (String seriesId : touched) {
            SeriesShare share = shares.shareOrNew(seriesId);
            boolean wasListed = before.stream().anyMatch(old -> old.seriesId().equals(seriesId));
            boolean isListed = meter.belongsTo(seriesId);
            if (isListed && !wasListed) {
                lists.add(seriesId, share, meterId);
            } else if (wasListed && !isListed) {
                lists.remove(seriesId, share, meterId);
            }
            share.foldBefore(tickMs - MeterDay.RING_DAYS * MeterDay.DAY_MS);
            runIfReady(seriesId, share, tickMs);
            sendOpenSlots(seriesId, share, tickMs);
            shares.keep(seriesId, share);
        }
    }

    private void runIfReady(String seriesId, SeriesShare share, long tickMs) {
        SeriesFacts facts = share.facts();
        if (facts == null || facts.isTotal() || share.isRunning() || !share.hasMeters()) {
            return;
        }
        share.run();
        long slotMs = facts.slotOf(tickMs);
        long resolutionMs = facts.resolutionAt(slotMs);
        shares.schedule(ShareBook.END, slotMs + resolutionMs, seriesId, slotMs, resolutionMs);
    }

    private void sendOpenSlots(String seriesId, SeriesShare share, long tickMs) {
        SeriesFacts facts = share.facts();
        if (facts == null || !share.isRunning()) {
            return;
        }
        long slotMs = facts.slotOf(tickMs - graceMs);
        while (slotMs <= tickMs) {
            long resolutionMs = facts.resolutionAt(slotMs);
            int epochDay = MeterDay.epochDay(slotMs);
            var key = SlotSums.Key.of(seriesId, resolutionMs, epochDay);
            SlotSums sums = shares.sums(key, epochDay);
            if (sums.reportedMs(MeterDay.index(slotMs, resolutionMs)) > 0) {
                shares.markDue(sums, seriesId, slotMs, resolutionMs);
                shares.keep(key, sums);
            }
            slotMs += resolutionMs;
        }
    }

    private void moveReadings(String meterId, MeterState meter, List<Assignment> before, long tickMs) {
        var old = new MeterState();
        before.forEach(old::assign);
        for (long intervalMs : meter.intervalsMs()) {
            for (int epochDay = MeterDay.epochDay(tickMs - lateMs - MeterDay.DAY_MS);
                    epochDay <= MeterDay.epochDay(tickMs);
                    epochDay++) {
                moveDay(meterId, meter, old, intervalMs, epochDay);
            }
        }
    }

    private void moveDay(String meterId, MeterState now, MeterState old, long intervalMs, int epochDay) {
        var key = MeterDay.Key.of(meterId, intervalMs, epochDay);
        MeterDay day = meters.day(key, epochDay);
        boolean changed = false;
        for (int i = 0; i < day.size(); i++) {
            long cell = day.cell(i);
            if (cell == MeterDay.MISSING) {
                continue;
            }
            long startMs = epochDay * MeterDay.DAY_MS + i * intervalMs;
            Assignment from = old.assignmentOf(startMs, startMs + intervalMs);
            Assignment to = now.assignmentOf(startMs, startMs + intervalMs);
            if (from == null || (to != null && to.seriesId().equals(from.seriesId()))) {
                continue;
            }
            count(from.seriesId(), startMs, intervalMs, cell, false);
            if (to == null || !count(to.seriesId(), startMs, intervalMs, cell, true)) {
                day.set(i, MeterDay.MISSING);
            }
            changed = true;
        }
        if (changed) {
            meters.keep(key, day);
        }
    }

    private boolean count(String seriesId, long startMs, long intervalMs, long cell, boolean in) {
        @Nullable SeriesShare share = shares.share(seriesId);
        SeriesFacts facts = share == null ? null : share.facts();
        if (facts == null || facts.isTotal() || facts.resolutionAt(startMs) % intervalMs != 0) {
            return false;
        }
        long resolutionMs = facts.resolutionAt(startMs);
        long slotMs = startMs - Math.floorMod(startMs, resolutionMs);
        int epochDay = MeterDay.epochDay(slotMs);
        var key = SlotSums.Key.of(seriesId, resolutionMs, epochDay);
        SlotSums sums = shares.sums(key, epochDay);
        int slot = MeterDay.index(slotMs, resolutionMs);
        if (in) {
            sums.add(slot, cell, intervalMs);
        } else {
            sums.remove(slot, cell, intervalMs);
        }
        shares.markDue(sums, seriesId, slotMs, resolutionMs);
        shares.keep(key, sums);
        return true;
    }
}
