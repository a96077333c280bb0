package io.gridcast.serdes;

/** Topics of a group have equally many partitions; how many is configuration. */
public enum PartitionGroup {
    /** By meter ({@code partitions.meters}). */
    METERS,
    /** By series ({@code partitions.series}). */
    SERIES,
    /** By zone ({@code partitions.zones}). */
    ZONES,
    /** Control topics, whose records have one order: one partition. */
    CONTROL
}
