package io.gridcast.topology.lifecycle;

import io.gridcast.core.check.Checks;
import io.gridcast.core.pack.PackTrust;

/**
 * What it takes to change what runs.
 *
 * @param policy what a verdict may do ({@code promotion.policy}, default report)
 * @param isApprovalRequired whether a champion is replaced only once a second person has approved it ({@code promotion.four-eyes},
 *     default false)
 * @param trust whose model packs are published ({@code models.trusted.keys}, default nobody's)
 * @param maxRecordBytes largest record that is sent ({@code gridcast.max.record.bytes}, default 1 MB)
 */
public record LifecycleConfig(PromotionPolicy policy, boolean isApprovalRequired, PackTrust trust, int maxRecordBytes) {
    public LifecycleConfig {
        Checks.require(
                maxRecordBytes >= 65_536,
                "gridcast.max.record.bytes is " + maxRecordBytes + ", must be at least 65536");
    }

    /** The defaults, for packs of these. */
    public static LifecycleConfig trustingOnly(PackTrust trust) {
        return new LifecycleConfig(PromotionPolicy.REPORT, false, trust, 1_000_000);
    }

    /** The same, with others whose packs are published. */
    public LifecycleConfig trusting(PackTrust others) {
        return new LifecycleConfig(policy, isApprovalRequired, others, maxRecordBytes);
    }
}
