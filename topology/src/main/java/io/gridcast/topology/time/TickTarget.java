package io.gridcast.topology.time;

/**
 * Where a step passes ticks on to: wherever its records can go.
 *
 * @param destination topic or repartition
 * @param everyPartition true where its records may land on any partition; false where they keep to the partition of the task
 */
public record TickTarget(String destination, boolean everyPartition) {
    /** Records of the step keep their key, and so the partition. */
    public static TickTarget samePartition(String destination) {
        return new TickTarget(destination, false);
    }

    /** Records of the step change their key, or go everywhere. */
    public static TickTarget everyPartition(String destination) {
        return new TickTarget(destination, true);
    }
}
