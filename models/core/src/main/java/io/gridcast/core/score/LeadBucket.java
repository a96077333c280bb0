package io.gridcast.core.score;

import io.gridcast.core.check.Checks;

/**
 * Lead times that are scored together. A slot's lead time is what passes from issue to the end of the slot, in hours,
 * rounded up.
 *
 * @param fromHours smallest lead time
 * @param toHours largest lead time, inclusive
 */
public record LeadBucket(int fromHours, int toHours) {
    public LeadBucket {
        Checks.require(
                fromHours > 0 && toHours >= fromHours,
                "lead bucket is " + fromHours + " to " + toHours + " h, must start at 1 or later and not end before");
    }

    /** Whether a lead time lies in it. */
    public boolean holds(int leadHours) {
        return leadHours >= fromHours && leadHours <= toHours;
    }
}
