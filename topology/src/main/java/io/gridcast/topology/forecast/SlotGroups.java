package io.gridcast.topology.forecast;

import io.gridcast.core.grid.Target;
import io.gridcast.core.score.LeadBuckets;
import java.time.Instant;

/** Which slots of a target learn together. */
final class SlotGroups {
    /** The group of all slots. */
    static final int ALL = -1;

    private static final int[] LOAD_BUCKETS_TO_HOURS = {1, 6, 24, 48};
    private static final long HOUR_MS = 3_600_000L;
    private static final long DAY_MS = 24 * HOUR_MS;

    private SlotGroups() {}

    /** Slots whose bands are calibrated together: by lead time for load, a whole delivery day for prices. */
    static int bucket(Run run, long issuedMs, long slotMs) {
        if (run.target() == Target.PRICE) {
            return 0;
        }
        int lead = LeadBuckets.leadHours(
                issuedMs, slotMs + run.series().resolution().toMillis());
        int bucket = 0;
        while (bucket < LOAD_BUCKETS_TO_HOURS.length && lead > LOAD_BUCKETS_TO_HOURS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** Slots whose experts are mixed alike: by lead time for load, by local hour for prices. */
    static int group(Run run, long issuedMs, long slotMs) {
        return run.target() == Target.PRICE
                ? Instant.ofEpochMilli(slotMs).atZone(run.series().timeZone()).getHour()
                : bucket(run, issuedMs, slotMs);
    }

    /** How much of its group's day one slot is, so that memory is counted in days. */
    static double shareOfDay(Run run) {
        long ofMs = run.target() == Target.PRICE ? HOUR_MS : DAY_MS;
        return Math.min(1, run.series().resolution().toMillis() / (double) ofMs);
    }
}
