package io.gridcast.topology.shadow;

import static io.gridcast.core.check.Checks.require;

/**
 * How shadows are scored.
 *
 * @param seriesPartitions partitions of the topics that are keyed by series ({@code partitions.series}, default 4)
 * @param maxFaults how many faults take a shadow out, in one task, since it took its role ({@code models.max-faults}, default 3)
 * @param maxRecordBytes largest record that is sent ({@code gridcast.max.record.bytes}, default 1 MB)
 */
public record ShadowConfig(int seriesPartitions, int maxFaults, int maxRecordBytes) {
    public ShadowConfig {
        require(seriesPartitions > 0, "partitions.series is " + seriesPartitions + ", must be at least 1");
        require(maxFaults >= 1, "models.max-faults is " + maxFaults + ", must be at least 1");
        require(
                maxRecordBytes >= 65_536,
                "gridcast.max.record.bytes is " + maxRecordBytes + ", must be at least 65536");
    }
}
