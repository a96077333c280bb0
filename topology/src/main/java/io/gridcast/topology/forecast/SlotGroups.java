package io.gridcast.topology.forecast;

import io.gridcast.core.grid.Target;
import io.gridcast.core.score.LeadBuckets;
import java.time.Instant;

/** Which slots of a target learn together. */
final class SlotGroups {
    /** The group of all slots. */
    static final int ALL = -1;

    private static final int[] LOAD_MIXED_TO_HOURS = {1, 6, 24, 48};

    /** Errors grow fast in the first hours: what holds for two to six of them on average does not hold for the sixth. */
    private static final int[] LOAD_CALIBRATED_TO_HOURS = {1, 2, 3, 4, 5, 6, 24, 48};

    private static final long HOUR_MS = 3_600_000L;
    private static final long DAY_MS = 24 * HOUR_MS;

    private SlotGroups() {}

    /**
     * Slots whose bands are calibrated together: for load by lead time and by whether the operator had said what it expects, for prices a
     * whole delivery day.
     */
    static int bucket(Run run, Said said, long slotMs) {
        return run.target() == Target.PRICE ? 0 : byLead(run, said, slotMs, LOAD_CALIBRATED_TO_HOURS);
    }

    /** Slots whose experts are mixed alike: for load as for bands, with wider lead times; by local hour for prices. */
    static int group(Run run, Said said, long slotMs) {
        return run.target() == Target.PRICE
                ? Instant.ofEpochMilli(slotMs).atZone(run.series().timeZone()).getHour()
                : byLead(run, said, slotMs, LOAD_MIXED_TO_HOURS);
    }

    private static int byLead(Run run, Said said, long slotMs, int[] toHours) {
        int lead = LeadBuckets.leadHours(
                said.atMs(), slotMs + run.series().resolution().toMillis());
        int bucket = 0;
        while (bucket < toHours.length && lead > toHours[bucket]) {
            bucket++;
        }
        boolean isAhead = slotMs < said.outlookUntilMs();
        return isAhead ? bucket + toHours.length + 1 : bucket;
    }

    /** How much of its group's day one slot is, so that memory is counted in days. */
    static double shareOfDay(Run run) {
        long ofMs = run.target() == Target.PRICE ? HOUR_MS : DAY_MS;
        return Math.min(1, run.series().resolution().toMillis() / (double) ofMs);
    }
}
