package io.gridcast.topology.evaluation;

import static io.gridcast.core.check.Checks.require;
import static io.gridcast.core.check.Checks.requirePositive;

import io.gridcast.topology.verdict.VerdictConfig;
import java.time.Duration;

/**
 * How forecasts are scored.
 *
 * @param seriesPartitions partitions of the topics that are keyed by series ({@code partitions.series}, default 4)
 * @param zonePartitions partitions of the topics that are keyed by zone ({@code partitions.zones}, default 1)
 * @param grace how long after its end a UTC day is first scored ({@code evaluation.grace}, default 1 h)
 * @param late how long after the end of a slot a late or corrected value still gives a revised score ({@code evaluation.late}, default
 *     7 days), whole days
 * @param maxRecordBytes largest record that is sent ({@code gridcast.max.record.bytes}, default 1 MB)
 * @param runsInHeap decoded forecasts kept in heap a task ({@code evaluation.runs-in-heap}, default 10,000)
 * @param blocksInHeap decoded days of channels kept in heap a task ({@code evaluation.blocks-in-heap}, default 5,000)
 * @param verdicts how challengers are judged
 */
public record EvaluationConfig(
        int seriesPartitions,
        int zonePartitions,
        Duration grace,
        Duration late,
        int maxRecordBytes,
        int runsInHeap,
        int blocksInHeap,
        VerdictConfig verdicts) {
    public EvaluationConfig {
        require(seriesPartitions > 0, "partitions.series is " + seriesPartitions + ", must be at least 1");
        require(zonePartitions > 0, "partitions.zones is " + zonePartitions + ", must be at least 1");
        requirePositive("evaluation.grace", grace);
        requirePositive("evaluation.late", late);
        require(
                verdicts.patience().compareTo(grace) > 0,
                "verdict.patience is " + verdicts.patience() + ", must be longer than evaluation.grace, " + grace);
        require(late.equals(Duration.ofDays(late.toDays())), "evaluation.late is " + late + ", must be whole days");
        require(
                maxRecordBytes >= 65_536,
                "gridcast.max.record.bytes is " + maxRecordBytes + ", must be at least 65536");
        require(runsInHeap >= 100, "evaluation.runs-in-heap is " + runsInHeap + ", must be at least 100");
        require(blocksInHeap >= 100, "evaluation.blocks-in-heap is " + blocksInHeap + ", must be at least 100");
    }

    /** The defaults, for a given number of partitions. */
    public static EvaluationConfig defaults(int seriesPartitions, int zonePartitions) {
        return new EvaluationConfig(
                seriesPartitions,
                zonePartitions,
                Duration.ofHours(1),
                Duration.ofDays(7),
                1_000_000,
                10_000,
                5_000,
                VerdictConfig.defaults());
    }

    /** The same, judging challengers otherwise. */
    public EvaluationConfig judging(VerdictConfig others) {
        return new EvaluationConfig(
                seriesPartitions, zonePartitions, grace, late, maxRecordBytes, runsInHeap, blocksInHeap, others);
    }
}
