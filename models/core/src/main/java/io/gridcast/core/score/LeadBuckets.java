package io.gridcast.core.score;

import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The lead times that scores are kept by. */
public final class LeadBuckets {
    /** The next day of load, over all buckets within it. */
    public static final LeadBucket DAY_AHEAD_LOAD = new LeadBucket(1, 24);

    private static final List<LeadBucket> LOAD = List.of(
            new LeadBucket(1, 1), new LeadBucket(2, 6), new LeadBucket(7, 24), new LeadBucket(25, 48), DAY_AHEAD_LOAD);
    private static final List<LeadBucket> PRICE = List.of(new LeadBucket(1, 48));
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();

    private LeadBuckets() {}

    /**
     * All buckets of a target, in the order in which they are reported: for load four that do not overlap and {@link
     * #DAY_AHEAD_LOAD}, for price one for the whole delivery day.
     */
    public static List<LeadBucket> of(Target target) {
        return target == Target.LOAD ? LOAD : PRICE;
    }

    /** Lead time of the slot that ends at {@code slotEnd}: hours from issue, rounded up. */
    public static int leadHours(Instant issuedAt, Instant slotEnd) {
        return leadHours(issuedAt.toEpochMilli(), slotEnd.toEpochMilli());
    }

    /** As above, in epoch milliseconds. */
    public static int leadHours(long issuedAtMs, long slotEndMs) {
        return (int) -Math.floorDiv(issuedAtMs - slotEndMs, HOUR_MS);
    }
}
