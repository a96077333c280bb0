package io.gridcast.topology.load;

import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.flow.Route;
import io.gridcast.topology.load.MeterState.Assignment;
import io.gridcast.topology.load.ShareBook.Todo;
import java.util.TreeMap;

/** At each tick, sends what has become due about slots, each slot once; estimates what is missing when the grace is over. */
final class PartialSender {
    private final int partition;
    private final long graceMs;
    private final long lateMs;
    private final MeterBook meters;
    private final MeterLists lists;
    private final ShareBook shares;
    private final Outbox outbox;
    private final String destination;

    PartialSender(
            int partition,
            LoadObservationConfig config,
            MeterBook meters,
            MeterLists lists,
            ShareBook shares,
            Outbox outbox,
            String destination) {
        this.partition = partition;
        this.graceMs = config.grace().toMillis();
        this.lateMs = config.late().toMillis();
        this.meters = meters;
        this.lists = lists;
        this.shares = shares;
        this.outbox = outbox;
        this.destination = destination;
    }

    void sendDue(long tickMs) {
        var slots = new TreeMap<SlotRef, Long>();
        for (Todo todo = shares.next(tickMs); todo != null; todo = shares.next(tickMs)) {
            boolean changed = switch (todo.kind()) {
                case ShareBook.END -> end(todo, tickMs);
                case ShareBook.GRACE -> estimateMissing(todo);
                default -> true;
            };
            if (changed) {
                slots.put(new SlotRef(todo.seriesId(), todo.slotMs()), todo.resolutionMs());
            }
        }
        slots.forEach((slot, resolutionMs) -> send(slot, resolutionMs, tickMs));
    }

    private boolean end(Todo todo, long tickMs) {
        SeriesShare share = shares.shareOrNew(todo.seriesId());
        SeriesFacts facts = share.facts();
        if (facts == null) {
            return false;
        }
        shares.schedule(ShareBook.GRACE, todo.endMs() + graceMs, todo.seriesId(), todo.slotMs(), todo.resolutionMs());
        // Time that nobody ticked through for longer than readings are used is left out.
        long nextMs = Math.max(todo.endMs(), facts.slotOf(tickMs - lateMs));
        long resolutionMs = facts.resolutionAt(nextMs);
        shares.schedule(ShareBook.END, nextMs + resolutionMs, todo.seriesId(), nextMs, resolutionMs);
        return true;
    }

    private void send(SlotRef slot, long resolutionMs, long tickMs) {
        SeriesShare share = shares.share(slot.seriesId());
        if (share == null) {
            return;
        }
        int epochDay = MeterDay.epochDay(slot.slotMs());
        var key = SlotSums.Key.of(slot.seriesId(), resolutionMs, epochDay);
        SlotSums sums = shares.sums(key, epochDay);
        int index = MeterDay.index(slot.slotMs(), resolutionMs);
        sums.clearDue(index);
        shares.keep(key, sums);
        long expectedMs = share.expectedMs(slot.slotMs(), slot.slotMs() + resolutionMs);
        if (expectedMs == 0 && sums.reportedMs(index) == 0) {
            return;
        }
        Partial partial = sums.toPartial(partition, slot.slotMs(), resolutionMs, index, expectedMs);
        outbox.sendRaw(Route.byKey(destination, slot.seriesId()), partial.toBytes(), tickMs);
    }

    private boolean estimateMissing(Todo todo) {
        SeriesShare share = shares.share(todo.seriesId());
        if (share == null) {
            return false;
        }
        int epochDay = MeterDay.epochDay(todo.slotMs());
        var key = SlotSums.Key.of(todo.seriesId(), todo.resolutionMs(), epochDay);
        SlotSums sums = shares.sums(key, epochDay);
        int slot = MeterDay.index(todo.slotMs(), todo.resolutionMs());
        if (sums.reportedMs(slot) >= share.expectedMs(todo.slotMs(), todo.endMs())) {
            return false;
        }
        for (int number = 0; number < share.chunks(); number++) {
            for (String meterId : lists.list(todo.seriesId(), number)) {
                MeterState meter = meters.meter(meterId);
                if (meter != null && !meter.intervalsMs().isEmpty()) {
                    estimate(meterId, meter, todo, sums, slot);
                }
            }
        }
        shares.keep(key, sums);
        return true;
    }

    private void estimate(String meterId, MeterState meter, Todo todo, SlotSums sums, int slot) {
        long intervalMs = meter.intervalsMs().get(meter.intervalsMs().size() - 1);
        if (todo.resolutionMs() % intervalMs != 0) {
            return;
        }
        for (long startMs = todo.slotMs(); startMs < todo.endMs(); startMs += intervalMs) {
            Assignment assignment = meter.assignmentOf(startMs, startMs + intervalMs);
            if (assignment == null || !assignment.seriesId().equals(todo.seriesId())) {
                continue;
            }
            int epochDay = MeterDay.epochDay(startMs);
            var key = MeterDay.Key.of(meterId, intervalMs, epochDay);
            MeterDay day = meters.day(key, epochDay);
            int index = MeterDay.index(startMs, intervalMs);
            if (day.cell(index) != MeterDay.MISSING) {
                continue;
            }
            long energy = meters.expectedMilliWh(meterId, intervalMs, startMs);
            if (energy != MeterDay.MISSING) {
                long cell = MeterDay.estimated(energy);
                day.set(index, cell);
                meters.keep(key, day);
                sums.add(slot, cell, intervalMs);
            }
        }
    }
}
