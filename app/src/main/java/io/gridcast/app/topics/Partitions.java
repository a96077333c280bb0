package io.gridcast.app.topics;

import io.gridcast.core.check.Checks;
import io.gridcast.serdes.PartitionGroup;

/**
 * How many partitions the topics of each group have. Control topics always have one.
 *
 * @param meters topics by meter ({@code partitions.meters})
 * @param series topics by series ({@code partitions.series})
 * @param zones topics by zone ({@code partitions.zones})
 */
public record Partitions(int meters, int series, int zones) {
    /** What a real cluster gets unless told otherwise. */
    public static final Partitions DEFAULT = new Partitions(4, 4, 1);

    public Partitions {
        Checks.require(meters > 0, "partitions.meters is " + meters + ", must be at least 1");
        Checks.require(series > 0, "partitions.series is " + series + ", must be at least 1");
        Checks.require(zones > 0, "partitions.zones is " + zones + ", must be at least 1");
    }

    /** The same number for meters and series, one for zones: {@code --partitions N}. */
    public static Partitions of(int metersAndSeries) {
        return new Partitions(metersAndSeries, metersAndSeries, 1);
    }

    /** How many a topic of this group has. */
    public int of(PartitionGroup group) {
        return switch (group) {
            case METERS -> meters;
            case SERIES -> series;
            case ZONES -> zones;
            case CONTROL -> 1;
        };
    }
}
