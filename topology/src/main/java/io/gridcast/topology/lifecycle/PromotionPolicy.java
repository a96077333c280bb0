package io.gridcast.topology.lifecycle;

/** What follows when the sequential test finds a challenger better than the champion. */
public enum PromotionPolicy {
    /** The verdict is published, and nothing else. */
    REPORT,
    /** Its promotion is asked for, and waits until a person approves it. */
    APPROVE,
    /** It is promoted. */
    AUTO
}
